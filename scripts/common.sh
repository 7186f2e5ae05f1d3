# What the scripts of this folder share; to be sourced from the project's root.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

can_use_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# With the package lists that are there, and only when that fails with fresh ones.
install_with_apt() {
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends "$@")
    say "installing $*"
    "${install[@]}" >/dev/null 2>&1 || { apt-get update --quiet=2 >/dev/null && "${install[@]}" >/dev/null; }
}
