#!/bin/sh
# Finds a Python 3.11 to 3.13 and has it set up .venv:   sh tools/prepare.sh requirements.txt
# PYTHON=/path/to/python chooses one. Says what is missing, and what to do, if there is none.
cd "$(dirname "$0")/.." || exit 1

# Exit status: 0 it will do, 3 too new, 4 too old, 5 no venv or pip inside, 6 32 bits.
look='import sys
v = sys.version_info[:2]
if v > (3, 13): sys.exit(3)
if v < (3, 11): sys.exit(4)
try:
    import ensurepip, venv
except ImportError:
    sys.exit(5)
sys.exit(6 if sys.maxsize < 2**32 else 0)'

if [ -z "$PYTHON" ] && .venv/bin/python -c "$look" 2>/dev/null </dev/null; then
    exec .venv/bin/python tools/prepare.py "$@"
fi

found="" # what was seen and why it will not do
for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
    "$candidate" -c "$look" >/dev/null 2>&1 </dev/null
    status=$?
    case $status in
        0) exec "$candidate" tools/prepare.py "$@" ;;
        3|4|5|6)
            version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' </dev/null)
            case $status in
                3) why="Python $version is too new: TensorFlow has no package for it yet." ;;
                4) why="Python $version is too old." ;;
                5) why="Python $version lacks venv and pip. On Debian and Ubuntu: sudo apt install python$version-venv" ;;
                6) why="Python $version is a 32-bit one: TensorFlow needs 64 bits." ;;
            esac
            found="$found
  $candidate: $why" ;;
        *) [ -n "$PYTHON" ] && found="
  $candidate: does not start as a Python." ;;
    esac
done

cat >&2 <<END
The course needs Python 3.11, 3.12 or 3.13, and found none that it can use.${found:+
Looked at:$found}

Any one of these gives you one:
  Windows, macOS   https://www.python.org/downloads/  (choose 3.13)
  macOS            brew install python@3.13
  Debian, Ubuntu   sudo apt install python3 python3-venv
  anywhere         conda env create -f environment.yml,  or  pyenv install 3.13
Then run the same command again. If yours stands in an unusual place, name it:
  make course PYTHON=/path/to/python3.13
Or install nothing and open the lessons in Google Colab: see README.md.
END
exit 1
