# Sourced by releng/run and releng/test: finds or brings what building and running need. Works from any folder.

root=$(cd "$(dirname "$0")/.." && pwd -P)
tools=$root/.tools
maven_version=3.9.11

say() {
  echo "$*" >&2
}

fail() {
  say "$*"
  exit 1
}

java_major() {
  "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p'
}

# Puts packages of Debian's on the machine, after saying which; packages that are there already are left out.
need_packages() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null 2>&1 || fail "These packages are missing:$missing. Install them with your system's package manager."
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root=sudo
  else
    fail "These packages are missing and may not be installed by this account: run  sudo apt-get install$missing"
  fi
  say "Installing packages:$missing"
  log=$(mktemp)
  # The lists may be too old, or not be there at all on a new machine.
  { $as_root apt-get update -q && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1 || {
    tail -n 15 "$log" >&2
    fail "The packages could not be installed; the last lines above say why."
  }
  rm -f "$log"
}

# Sets JAVA_HOME to a JDK of 21 or later.
need_jdk() {
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* /opt/*java* "$HOME"/.sdkman/candidates/java/*; do
    [ -x "$home/bin/javac" ] || continue
    major=$(java_major "$home/bin/java")
    if [ -n "$major" ] && [ "$major" -ge 21 ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  for package in openjdk-25-jdk-headless openjdk-21-jdk-headless; do
    if apt-cache policy "$package" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
      need_packages "$package"
      need_jdk
      return 0
    fi
  done
  fail "A JDK of version 21 or later is needed and none was found under /usr/lib/jvm or /opt. Install one, such as Debian's openjdk-21-jdk (Debian 13) or a Temurin build, and set JAVA_HOME to it."
}

# Sets mvn to a Maven of at least 3.9.9, brought through the machine's own Maven where that is older.
need_maven() {
  mvn=$tools/apache-maven-$maven_version/bin/mvn
  [ -x "$mvn" ] && return 0
  if command -v mvn >/dev/null 2>&1; then
    version=$(mvn -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\)\.\([0-9]*\).*/\1 \2 \3/p' | head -n 1)
    # shellcheck disable=SC2086
    set -- $version
    if [ $((${1:-0} * 10000 + ${2:-0} * 100 + ${3:-0})) -ge 30909 ]; then
      mvn=mvn
      return 0
    fi
  else
    need_packages maven
  fi
  need_packages unzip
  say "Bringing Maven $maven_version into $tools"
  archive=$tools/maven.zip
  mkdir -p "$tools"
  (cd "$tools" && mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -Dartifact=org.apache.maven:apache-maven:$maven_version:zip:bin -DoutputDirectory="$tools" \
    -Dmdep.stripVersion=true) >&2 || fail "Maven $maven_version could not be brought. Install Maven 3.9.9 or later."
  archive=$(ls "$tools"/apache-maven*.zip 2>/dev/null | head -n 1)
  [ -n "$archive" ] && unzip -q -o "$archive" -d "$tools" && rm -f "$archive"
  [ -x "$mvn" ] || fail "Maven $maven_version could not be unpacked into $tools."
}

product=$root/releng/org.currentcost.product/target/products/org.currentcost.product/linux/gtk/x86_64/currentcost
