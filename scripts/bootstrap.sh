#!/bin/sh
# Puts in place what the program needs and this computer does not have yet. Run by `make`; may be run again.
#
#   scripts/bootstrap.sh packages GROUP... a Python with venv, .venv, the program's packages and those of the
#                                          dependency groups, in the versions of constraints.txt
#   scripts/bootstrap.sh screen            the system libraries that Qt needs; fails where one is missing
#   scripts/bootstrap.sh tools PACKAGE...  Debian packages that more of the tests can use, where they can be had
#
# Debian packages are only installed as root, or with a sudo that asks for no password. Everyone else is told
# the command to type.
set -eu

cd "$(dirname "$0")/.."
venv=.venv
log=$venv/bootstrap.log

say() { printf '%s\n' "$*"; }

# fail SENTENCE COMMAND...: what is wrong, what to type about it, and how to go on.
fail() {
    printf '\n%s\n' "$1" >&2
    shift
    for line in "$@"; do printf '    %s\n' "$line" >&2; done
    printf '%s\n' "Then run the same command again." >&2
    exit 1
}

# What a window of Qt loads on Debian 12 beyond the bare system.
screen_packages="libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libx11-6 libx11-xcb1
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0"

# --- Debian packages -----------------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1
}

apt_install() {
    say "Installing with apt-get: $*"
    apt_output=$(mktemp)
    if ! {
        as_root apt-get -qq update &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@"
    } >"$apt_output" 2>&1; then
        tail -n 5 "$apt_output" >&2
        rm -f "$apt_output"
        return 1
    fi
    rm -f "$apt_output"
}

apt_command() {
    if [ "$(id -u)" -eq 0 ]; then say "apt-get install $*"; else say "sudo apt-get install $*"; fi
}

not_installed() {
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
    done
}

# --- Python --------------------------------------------------------------------------------------------------

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

has_venv() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }

venv_package() {
    "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

require_python() {
    python=$(find_python) && return 0
    if may_install && apt_install python3 python3-venv && python=$(find_python); then return 0; fi
    fail "Transcritor needs Python 3.11 or newer, and none was found. Install it, for example:" \
        "$(apt_command python3 python3-venv)" \
        "(a Python in an unusual place: make run PYTHON=/path/to/python3)"
}

make_venv() {
    require_python
    if has_venv "$python"; then
        say "Making a virtual environment in $venv"
        "$python" -m venv --clear "$venv" && return 0
    fi
    package=$(venv_package "$python")
    if may_install && apt_install "$package" && has_venv "$python"; then
        say "Making a virtual environment in $venv"
        "$python" -m venv --clear "$venv" && return 0
    fi
    # Debian's python3-pip, which many have, can fill an environment that has no pip of its own.
    if "$python" -m pip --version >/dev/null 2>&1 && "$python" -c 'import venv' >/dev/null 2>&1; then
        say "Making a virtual environment in $venv, with the pip of this system"
        "$python" -m venv --clear --without-pip "$venv" &&
            "$python" -m pip --python "$venv/bin/python" install --quiet -c constraints.txt pip && return 0
    fi
    rm -rf "$venv"
    if command -v apt-get >/dev/null 2>&1; then
        # All that is missing at once, so that nobody has to ask an administrator twice.
        # shellcheck disable=SC2046,SC2086 # names of packages, none with a space
        fail "This Python ($python) cannot make virtual environments. An administrator can install what is missing:" \
            "$(apt_command "$package" $(not_installed $screen_packages))"
    fi
    fail "This Python ($python) lacks the modules venv and ensurepip. Install them as your system does."
}

pip() {
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@" >>"$log" 2>&1 && return 0
    tail -n 15 "$log" >&2
    fail "The packages could not be installed. Check the network and the free space." \
        "The whole report of pip is in $log"
}

packages() {
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then make_venv; fi
    : >"$log"
    say "Installing the packages (about 300 MB the first time; this takes some minutes)"
    pip install --quiet --upgrade -c constraints.txt pip
    groups=
    for group in "$@"; do groups="$groups --group $group"; done
    # shellcheck disable=SC2086 # names of groups, none with a space
    pip install --quiet -c constraints.txt --build-constraint constraints.txt $groups --editable '.[team]'
    say "The packages are in place."
}

# --- System libraries ----------------------------------------------------------------------------------------

# Names of the shared libraries that Qt's modules and platform plugins ask for and the system does not have.
missing_libraries() {
    qt=$("$venv/bin/python" -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')
    for file in "$qt"/QtCore*.so "$qt"/QtGui*.so "$qt"/QtWidgets*.so "$qt"/QtNetwork*.so "$qt"/QtSvg*.so \
        "$qt"/Qt/plugins/platforms/libqxcb.so "$qt"/Qt/plugins/platforms/libqoffscreen.so \
        ${WAYLAND_DISPLAY:+"$qt"/Qt/plugins/platforms/libqwayland.so}; do
        if [ -e "$file" ]; then ldd "$file" 2>/dev/null | sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p'; fi
    done | sort -u
}

debian_package_of() {
    case $1 in
        libglib-2.0.so.0 | libgthread-2.0.so.0) say libglib2.0-0 ;;
        libGL.so.1) say libgl1 ;;
        libEGL.so.1) say libegl1 ;;
        libOpenGL.so.0) say libopengl0 ;;
        libdbus-1.so.3) say libdbus-1-3 ;;
        libfontconfig.so.1) say libfontconfig1 ;;
        libfreetype.so.6) say libfreetype6 ;;
        libX11.so.6) say libx11-6 ;;
        libX11-xcb.so.1) say libx11-xcb1 ;;
        libxkbcommon.so.0) say libxkbcommon0 ;;
        libxkbcommon-x11.so.0) say libxkbcommon-x11-0 ;;
        libxcb.so.1) say libxcb1 ;;
        libxcb-*.so.*)
            # Debian names these packages after the library and its version: libxcb-icccm.so.4, libxcb-icccm4.
            say "${1%%.so.*}${1##*.so.}"
            ;;
        libgssapi_krb5.so.2) say libgssapi-krb5-2 ;;
        libwayland-*.so.*) say "${1%%.so.*}${1##*.so.}" ;;
        libz.so.1) say zlib1g ;;
        libzstd.so.1) say libzstd1 ;;
    esac
}

screen() {
    [ "$(uname -s)" = Linux ] || return 0
    # Twice: a library that was missing may itself ask for others.
    for attempt in 1 2; do
        missing=$(missing_libraries)
        [ -n "$missing" ] || return 0
        wanted=
        for library in $missing; do
            package=$(debian_package_of "$library")
            case " $wanted " in *" $package "*) ;; *) wanted="$wanted $package" ;; esac
        done
        # shellcheck disable=SC2086 # names of packages, none with a space
        if [ "$attempt" = 1 ] && may_install && [ -n "$wanted" ] && apt_install $wanted; then continue; fi
        break
    done
    missing=$(missing_libraries)
    [ -n "$missing" ] || return 0
    if command -v apt-get >/dev/null 2>&1 && [ -n "${wanted# }" ]; then
        # shellcheck disable=SC2086
        fail "The window needs system libraries that are not installed. An administrator can install them:" \
            "$(apt_command $wanted)"
    fi
    # shellcheck disable=SC2086
    fail "The window needs these libraries. Install the packages of your system that hold them:" $missing
}

tools() {
    wanted=$(not_installed "$@")
    [ -n "$wanted" ] || return 0
    # shellcheck disable=SC2086
    if may_install; then apt_install $wanted; else say "Not installed, so some tests will be skipped: $wanted"; fi
}

subject=${1:?packages, screen or tools}
shift
case $subject in
    packages) packages "$@" ;;
    screen) screen ;;
    tools) tools "$@" ;;
    *) fail "scripts/bootstrap.sh does not know: $subject" ;;
esac
