package org.currentcost.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every regular expression looks at a text in proportion to its length, whoever wrote the text: the characters that it
 * looks at are counted, so that this says the same on every machine.
 */
class RegularExpressionsTest {

    private static final int LENGTH = 4_000;
    private static final int LOOKS_PER_CHARACTER = 150;
    private static final Pattern USE = Pattern.compile("(Pattern\\s*\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst"
            + "|\\.split)\\(\\s*(?=\")");
    private static final Pattern NAME = Pattern.compile("\\bPattern (\\w+) =\\s*$");
    private static final Pattern FINDS = Pattern.compile("\\.(find|results|replaceAll|replaceFirst|split)\\(");
    /** What a text is made of, again and again, and what it ends with. */
    private static final List<String> PARTS = List.of("0", "a", "A", " ", "\t", "\n", "a ", "0 ", "0.", "0,", ".", ",",
            ";", "-", "+", "-0", "e1", "/", "//", "/a", "{", "{/", "{a", "}", "<", "<a", "<a ", "<a>", "< ", ">", "> ",
            "\"", "\"a", "'", "[", "['", "(", ")", ":", "0:", "_", "_a", "T", "Z", "=", "@", "?", "&", "#", "%", "…",
            "<keyBinding ", "platform:/plugin/", "{{value", ".a", "[0]", "|float", "wh ", "w ", "readings-", "offline",
            "\u00a0", "1'000");
    private static final List<String> ENDS = List.of("", "x", "!", "0", " ", "<", "}", "\"", "@", "\n");

    /** Counts how often it is looked at. */
    private static final class Counted implements CharSequence {

        private final CharSequence text;
        private final long[] looks;

        Counted(CharSequence text, long[] looks) {
            this.text = text;
            this.looks = looks;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > (long) LOOKS_PER_CHARACTER * LENGTH) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), looks);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void allAreLinear() {
        var slow = new TreeSet<String>();
        int found = 0;
        for (var bundle : Workspace.bundles().values()) {
            for (var source : Workspace.files(bundle.resolve("src"), ".java")) {
                var text = Workspace.text(source);
                var use = USE.matcher(text);
                while (use.find()) {
                    found++;
                    String expression = literal(text, use.end());
                    boolean anywhere = isFoundAnywhere(text, use.group(1), text.substring(0, use.start()));
                    attack(Pattern.compile(expression), anywhere).ifPresent(
                            how -> slow.add(source.getFileName() + ": " + expression + " by " + how));
                }
            }
        }
        assertTrue(found > 50, "only " + found + " expressions were found");
        assertEquals(new TreeSet<>(), slow);
    }

    @Test
    void aSlowOneIsFound() {
        assertTrue(attack(Pattern.compile("[0-9]*[.,]?[0-9]+"), false).isPresent());
        assertTrue(attack(Pattern.compile("\\s*[,;]\\s*"), true).isPresent());
        assertTrue(attack(Pattern.compile("\\{(/[^}]*)}"), true).isPresent());
    }

    /** {@return whether an expression is looked for in a text; else the text as a whole is held against it} */
    private static boolean isFoundAnywhere(String source, String use, String before) {
        if (use.equals(".matches")) {
            return false;
        }
        if (!use.startsWith("Pattern")) {
            return true;
        }
        var name = NAME.matcher(before);
        boolean matched = name.find()
                && (Pattern.compile("\\b" + name.group(1) + "\\.matcher\\([^;]*\\)\\s*\\.matches\\(")
                        .matcher(source).find() || !FINDS.matcher(source).find());
        return !matched;
    }

    private static Optional<String> attack(Pattern pattern, boolean anywhere) {
        for (var part : PARTS) {
            String body = part.repeat(LENGTH / part.length());
            for (var end : ENDS) {
                long[] looks = {0};
                try {
                    pattern.matcher(new Counted(body + end, looks)).matches();
                    looks[0] = 0;
                    var matcher = pattern.matcher(new Counted(body + end, looks));
                    while (anywhere && matcher.find()) {
                        // all of them, as replacing and splitting do
                    }
                } catch (TooManyLooks e) {
                    return Optional.of("'" + part + "' … '" + end + "'");
                }
            }
        }
        return Optional.empty();
    }

    /** {@return the text of literals that are joined by plus signs; what is joined to them is left out} */
    private static String literal(String source, int from) {
        var text = new StringBuilder();
        int at = from;
        while (true) {
            at = literal(source, at + 1, text);
            int next = at;
            while (Character.isWhitespace(source.charAt(next))) {
                next++;
            }
            if (source.charAt(next) != '+') {
                return text.toString();
            }
            next++;
            while (Character.isWhitespace(source.charAt(next))) {
                next++;
            }
            if (source.charAt(next) != '"') {
                int rest = source.indexOf('"', next);
                int end = source.indexOf(';', next);
                if (rest < 0 || rest > end) {
                    return text.toString();
                }
                next = rest;
            }
            at = next;
        }
    }

    /** {@return the place after the quote that ends a literal} */
    private static int literal(String source, int from, StringBuilder text) {
        int at = from;
        while (source.charAt(at) != '"') {
            if (source.charAt(at) == '\\') {
                if (source.charAt(at + 1) == 'u') {
                    text.append((char) Integer.parseInt(source.substring(at + 2, at + 6), 16));
                    at += 6;
                } else {
                    text.append(("\\" + source.charAt(at + 1)).translateEscapes());
                    at += 2;
                }
            } else {
                text.append(source.charAt(at));
                at++;
            }
        }
        return at + 1;
    }
}
