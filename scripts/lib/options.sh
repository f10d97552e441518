# shellcheck shell=bash
# shellcheck disable=SC2154 # json_file is a variable of the script that sources this
# How the measuring scripts read their command lines. Sourced after build.sh. A script's own part:
#
#   read_option NAME VALUE   takes an option that has a value; status 1: there is no such option
#   read_flag NAME           likewise one without a value
#   read_text WORD           takes a word that is no option
#
# The comment at the top of the script is its help.

usage() {
  sed -n '2,/^set -euo/{ /^set -euo/d; s/^# \{0,1\}//; p; }' "$0"
}

read_flag() {
  return 1
}

read_text() {
  fail 2 "unknown argument $1; see --help"
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --help | -h)
        usage
        exit 0
        ;;
      -*)
        if ! read_flag "$1"; then
          read_option "$1" "${2-}" || fail 2 "unknown option $1; see --help"
          [ $# -ge 2 ] || fail 2 "$1 needs a value; see --help"
          shift
        fi
        ;;
      *) read_text "$1" ;;
    esac
    shift
  done
}

# check_json_file: that $json_file can be written; empties it.
check_json_file() {
  { : >"$json_file"; } 2>/dev/null || fail 2 "--json $json_file cannot be written"
}
