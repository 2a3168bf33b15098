# Sourced by releng/run and releng/test: finds or brings what building and running need. Works from any folder.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
tools=$root/.tools
maven_version=3.9.11
product=$root/releng/org.currentcost.product/target/products/org.currentcost.product/linux/gtk/x86_64/currentcost
# Of the time when the last build that was completed began: what is newer is not in it. One that was cut short leaves none.
built=$tools/built
building=$tools/building

# Java reads the names of files by the locale's letters; without a locale it would know ASCII alone.
[ "$(locale charmap 2>/dev/null || true)" != ANSI_X3.4-1968 ] || export LC_ALL=C.UTF-8

say() {
  echo "$*" >&2
}

fail() {
  say "$*"
  exit 1
}

# Whether this account may install packages; sets as_root to what goes before a command. At a terminal, sudo may ask for the password.
may_install() {
  as_root=
  command -v apt-get >/dev/null 2>&1 || return 1
  [ "$(id -u)" != 0 ] || return 0
  as_root=sudo
  command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }
}

# apt-get without a question; who holds its locks (a new machine updates itself) is waited for.
apt_get() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@" </dev/null
}

# Fetches the lists of packages, once: on a new machine there are none, elsewhere they may be too old.
# A source of packages that can't be reached matters only if something from it is missing, which installing tells.
fetch_lists() {
  [ -z "${lists_fetched:-}" ] || return 0
  local said deadline=$((SECONDS + 600))
  while ! said=$(LC_ALL=C apt_get update 2>&1) && [[ $said == *"Could not get lock"* ]] && [ $SECONDS -lt $deadline ]; do
    sleep 2
  done
  lists_fetched=yes
  [[ $said != *"Failed to fetch"* ]] || lists_trouble="some lists of packages could not be fetched"
}

# Prints those of the given packages that are not installed. What another package provides is there:
# since Debian 13 and Ubuntu 24.04 libgtk-3-0 is provided by libgtk-3-0t64.
missing_packages() {
  dpkg-query -W -f '${db:Status-Status}|${Architecture}|${Package}, ${Provides}\n' |
    awk -F '|' -v wanted="$*" -v native="$(dpkg --print-architecture)" '
      $1 == "installed" && ($2 == native || $2 == "all") {
        count = split($3, names, ", *")
        for (i = 1; i <= count; i++) { sub("[ :].*", "", names[i]); there[names[i]] }
      }
      END {
        count = split(wanted, names, " ")
        for (i = 1; i <= count; i++) if (!(names[i] in there)) printf " %s", names[i]
      }'
}

# Puts packages of Debian's on the machine, after saying which; packages that are there already are left out.
need_packages() {
  local missing said
  if ! command -v dpkg-query >/dev/null 2>&1; then
    say "This is no Debian: what follows needs these packages, whatever they are called here: $*"
    return 0
  fi
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  say "These packages are missing:$missing"
  may_install || fail "They may not be installed by this account: run  sudo apt-get update && sudo apt-get install$missing"
  fetch_lists
  say "Installing them"
  # shellcheck disable=SC2086
  said=$(apt_get install --no-install-recommends $missing 2>&1) || {
    tail -n 15 <<<"$said" >&2
    fail "The packages could not be installed; the last lines above say why."
  }
}

# Whether the lists of packages know a package that can be installed.
can_be_installed() {
  local policy
  policy=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null || true)
  [[ $policy =~ Candidate:\ [0-9] ]]
}

java_major() {
  "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p'
}

# Sets JAVA_HOME to the first JDK of 21 or later: the user's choice, the path, then where systems put them.
find_jdk() {
  local home major javac
  javac=$(readlink -f "$(command -v javac || true)" || true)
  for home in "${JAVA_HOME:-}" "${javac%/bin/javac}" /usr/lib/jvm/* /opt/* "${HOME:-}"/.sdkman/candidates/java/*; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
    major=$(java_major "$home/bin/java" || true)
    if [ "${major:-0}" -ge 21 ]; then
      [ -z "${JAVA_HOME:-}" ] || [ "$JAVA_HOME" = "$home" ] ||
        say "JAVA_HOME is $JAVA_HOME, which is no JDK of version 21 or later; $home is taken."
      export JAVA_HOME=$home
      return 0
    fi
  done
  return 1
}

# Sets JAVA_HOME to a JDK of 21 or later, and installs one where there is none.
need_jdk() {
  find_jdk && return 0
  local package why="this account may not install openjdk-25-jdk-headless"
  if may_install; then
    fetch_lists
    why=${lists_trouble:-"this system's packages have none"}
  fi
  for package in openjdk-25-jdk-headless openjdk-21-jdk-headless; do
    if can_be_installed "$package"; then
      need_packages "$package"
      find_jdk && return 0
    fi
  done
  fail "A JDK of version 21 or later is needed, and $why: bring one, such as a Temurin build, into a folder of /opt, or set JAVA_HOME to it."
}

# Sets mvn to the Maven that builds, brought through the machine's own one: Debian's, also its 3.9.9, can't load Tycho.
need_maven() {
  mkdir -p "$tools" 2>/dev/null && [ -w "$tools" ] || fail "Building needs to write into $root, which this account may not."
  # What Maven downloads goes beside it where the account's home can't be written. Java knows that home from the system.
  local home
  home=$(getent passwd "$(id -u)" | cut -d : -f 6) || home=${HOME:-}
  mkdir -p "$home/.m2/repository" 2>/dev/null && [ -w "$home/.m2/repository" ] ||
    export MAVEN_ARGS="${MAVEN_ARGS:-} -Dmaven.repo.local=$tools/repository"
  mvn=$tools/apache-maven-$maven_version/bin/mvn
  [ ! -x "$mvn" ] || return 0
  command -v mvn >/dev/null 2>&1 || need_packages maven
  say "Bringing Maven $maven_version into $tools"
  # From a folder without a build of its own; moved into its place when it is complete.
  local new said
  new=$(mktemp -d "$tools/new.XXXXXX")
  said=$(cd / && mvn -B ${MAVEN_ARGS:-} org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -Dartifact="org.apache.maven:apache-maven:$maven_version:tar.gz:bin" -DoutputDirectory="$new" -Dmdep.stripVersion=true 2>&1 &&
    tar -xzf "$new"/apache-maven*.tar.gz -C "$new" 2>&1 && mv "$new/apache-maven-$maven_version" "$tools/" 2>&1) || {
    tail -n 15 <<<"$said" >&2
    fail "Maven $maven_version could not be brought; the last lines above say why."
  }
  rm -rf "$new"
}

begin_build() {
  rm -f "$built"
  touch "$building"
}

end_build() {
  mv "$building" "$built"
}
