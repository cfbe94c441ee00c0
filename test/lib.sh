# lib.sh - what test/check, test/demo and test/bench/run share: packages, build, a throw-away cluster
#
# Source it from a script whose working directory is the top of the project.
# PG_CONFIG chooses the PostgreSQL; otherwise the newest that is installed, or Debian's.

say() { printf '\n== %s\n' "$*"; }

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# PostgreSQL refuses to run as root: root uses the account that Debian's package makes.
# It works in server_dir, because it may not be allowed where the project lies.
as_server() {
	(
		cd "${server_dir:-/}"
		if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
	)
}

# Major version to build for.
find_version() {
	if [ -n "${PG_CONFIG:-}" ]; then
		"$PG_CONFIG" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/'
	else
		local found
		found=$(ls -d /usr/lib/postgresql/*/bin/pg_config 2>/dev/null | sed 's|.*/postgresql/\([0-9]*\)/.*|\1|' | sort -n | tail -n 1)
		# none yet: what Debian's metapackage stands for
		[ -n "$found" ] || found=$(apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p' | head -n 1)
		echo "$found"
	fi
}

# Install the given Debian packages that are missing.
need_packages() {
	local missing=() package
	for package in "$@"; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
	done
	[ ${#missing[@]} -eq 0 ] && return 0
	say "installing ${missing[*]}"
	as_root apt-get install -y -q --no-install-recommends "${missing[@]}" >"$work/apt.log" 2>&1 || {
		tail -n 20 "$work/apt.log" >&2
		return 1
	}
}

# A work folder, packages, and the variables bindir, libdir and PG_CONFIG.
prepare() {
	work=$(mktemp -d "${TMPDIR:-/tmp}/sentiment.XXXXXX")
	chmod 755 "$work"
	trap clean_up EXIT
	trap 'exit 130' HUP INT TERM
	export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
	if [ -z "$(find_version)" ] || ! dpkg-query -W libutf8proc-dev libicu-dev >/dev/null 2>&1; then
		as_root apt-get update -q >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log" >&2; return 1; }
	fi
	version=$(find_version)
	# Debian would make and start a cluster of its own; ours is enough
	if [ ! -d "/usr/lib/postgresql/$version/bin" ] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
		as_root mkdir -p /etc/postgresql-common/createcluster.d
		echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/sentiment.conf >/dev/null
	fi
	need_packages gcc libc6-dev make pkg-config libutf8proc-dev libicu-dev "postgresql-$version" "postgresql-server-dev-$version" "$@"
	as_root rm -f /etc/postgresql-common/createcluster.d/sentiment.conf
	PG_CONFIG=${PG_CONFIG:-/usr/lib/postgresql/$version/bin/pg_config}
	bindir=$("$PG_CONFIG" --bindir)
	export PG_CONFIG
}

# Build; as a user without write access to PostgreSQL's folders, install through sudo.
build_and_install() {
	say "building for PostgreSQL $version"
	make -s -j"$(nproc)" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; return 1; }
	as_root make -s install PG_CONFIG="$PG_CONFIG" >"$work/install.log" 2>&1 || { cat "$work/install.log" >&2; return 1; }
}

# A cluster in the work folder, on a private socket; PGHOST and PGUSER lead there.
start_cluster() {
	[ "$(id -u)" -ne 0 ] || chown postgres "$work"
	as_server "$bindir/initdb" -D "$work/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$work/initdb.log" 2>&1 || {
		cat "$work/initdb.log" >&2
		return 1
	}
	as_server "$bindir/pg_ctl" -D "$work/data" -l "$work/server.log" -w -s \
		-o "-c listen_addresses='' -c unix_socket_directories='$work' -c fsync=off -c max_wal_size=4GB ${*:-}" start
	# a pager would stop a report and spell out its colours
	export PGHOST=$work PGUSER=postgres PGDATABASE=postgres PAGER=cat
}

clean_up() {
	local status=$?
	trap - EXIT
	if [ -n "${work:-}" ]; then
		[ ! -f "$work/data/postmaster.pid" ] || as_server "$bindir/pg_ctl" -D "$work/data" -m immediate -w -s stop || true
		as_root rm -rf "$work"
	fi
	exit "$status"
}
