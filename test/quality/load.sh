# load.sh - labelled sets into tables line and item of database quality_run; for run and fit, whose working directory is the top of the project

# PLACE...: folders of sets (*.tsv), or single files.  Without PGHOST, a throw-away cluster.
load_sets() {
	local files=() place file twice
	for place in "$@"; do
		if [ -d "$place" ]; then files+=("$place"/*.tsv); else files+=("$place"); fi
	done
	for file in "${files[@]}"; do
		[ -f "$file" ] || { echo "no labelled set at $file" >&2; exit 2; }
	done

	twice=$(for file in "${files[@]}"; do basename "$file" .tsv; done | sort | uniq -d)
	[ -z "$twice" ] || { echo "two sets of one name: $twice" >&2; exit 2; }

	# in test/check a server is running already
	if [ -z "${PGHOST:-}" ]; then
		. test/lib.sh
		prepare
		build_and_install
		start_cluster
	fi
	psql -X -q -d postgres -c 'DROP DATABASE IF EXISTS quality_run' -c 'CREATE DATABASE quality_run' 2>/dev/null
	export PGDATABASE=quality_run
	psql -X -q -v ON_ERROR_STOP=1 -f test/quality/schema.sql
	for file in "${files[@]}"; do
		# one column a line: backslashes and quotes of public sets mean nothing
		psql -X -q -v ON_ERROR_STOP=1 -c "\\copy line (line) FROM '$file' (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02', ESCAPE E'\\x02')" \
			-c "UPDATE line SET set_name = '$(basename "$file" .tsv)' WHERE set_name IS NULL"
	done
	psql -X -q -v ON_ERROR_STOP=1 -f test/quality/items.sql
}
