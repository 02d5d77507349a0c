# What the scripts of this directory share; sourced, not run.

shopt -s inherit_errexit

CACHE="${DBKEEPALIVE_CI_CACHE:-$HOME/.cache/dbkeepalive-ci}"
mkdir -p "$CACHE"

say() { printf '[ci] %s\n' "$*" >&2; }

die() { say "$*"; exit 1; }

# hash_of FILE...: names the recipe that the files are
hash_of() { cat "$@" | sha256sum | cut -c1-12; }

# bootstrap SUITE PACKAGES DIRECTORY: a Debian of the suite with the packages, comma-separated.
# In a mount namespace of its own, so that no mount of it outlives it, however it ends.
bootstrap() {
  local log="$3.log"
  if ! unshare --mount debootstrap --variant=minbase --include="$2" "$1" "$3" > "$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "debootstrap of $1 with $2 failed; its last lines are above"
  fi
  rm -rf "$log" "$3"/var/cache/apt/archives/*.deb "$3"/var/lib/apt/lists/* "$3"/usr/share/doc/*
}

# lock NAME: one run at a time builds this part of the cache; others wait for it
lock() {
  exec 9> "$CACHE/$1.lock"
  flock 9
}

# forget_old PREFIX: removes what runs that were killed left, and what was not used for a month
forget_old() {
  rm -rf "$CACHE/$1"*.building-*
  find "$CACHE" -maxdepth 1 -name "$1-*" -mtime +30 -exec rm -rf {} +
}
