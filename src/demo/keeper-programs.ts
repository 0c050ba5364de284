/**
 * The program that stands between us and the database, so that a database never outlives its owner.
 *
 * It holds a pipe from the owner; the pipe closes however the owner ends, `kill -9` included, and then the keeper
 * stops the database by its process id and removes the temporary folder. It is given to its interpreter as text, because
 * the built demo is one bundle and has no second file to name.
 *
 * Arguments: the folder, `temporary` or `kept`, a log file or nothing, the command and its own. It reads `stop` and `kill`,
 * a word a line, and writes `started PID`, `said LAST LINE` and, once it has ended, `over EXIT CODE`.
 */
export const SHELL_KEEPER = `
folder=$1 kind=$2 log=$3
shift 3
cd "$folder" || exit 1
exec 3<&0 4>&1
end() {
  if [ "$kind" = kept ]; then
    kill -TERM "$1"
    tries=30
    while [ $tries -gt 0 ] && kill -0 "$1"; do sleep 0.1; tries=$((tries - 1)); done
  fi
  kill -KILL "$1"
}
listen() {
  while read -r word; do
    case $word in
      stop) kill -TERM "$1" ;;
      kill) kill -KILL "$1" ;;
    esac
  done
  # The owner is gone.
  end "$1"
}
{
  if [ -n "$log" ]; then "$@" </dev/null >>"$log" 2>&1 3<&- 4>&- &
  else "$@" </dev/null 2>&1 3<&- 4>&- &
  fi
  child=$!
  echo "started $child" >&4
  listen "$child" <&3 >/dev/null 4>&- &
  listener=$!
  wait "$child"
  code=$?
  kill "$listener"
  printf '\\nover %s\\n' "$code"
} | grep -a . | tail -n 2 | sed '$!s/^/said /'
# The folder stays for as long as somebody may want to start on it again.
cat <&3 >/dev/null
cd / && [ "$kind" = temporary ] && rm -rf "$folder"
`

/** The same where there is no such shell, for an Electron or Node that can be run as Node. */
export const NODE_KEEPER = `
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const [folder, kind, logTo, command, ...args] = process.argv.slice(2)
const isTemporary = kind === 'temporary'
const log = logTo ? fs.openSync(logTo, 'a') : null
const env = { ...process.env }
delete env.ELECTRON_RUN_AS_NODE
const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'] })
let isOwnerGone = false
let isOver = false
let tail = ''
const keep = data => { tail = (tail + data).slice(-2000) }
child.stdout?.on('data', keep)
child.stderr?.on('data', keep)
const tell = said => { if (!isOwnerGone) process.stdout.write(said + '\\n') }
process.stdout.on('error', () => {})
const leave = () => {
  if (isTemporary) try { fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) } catch {}
  process.exit(0)
}
const over = (words, code) => {
  if (isOver) return
  isOver = true
  const last = words.trim().split('\\n').at(-1)
  if (last) tell('said ' + last)
  tell('over ' + code)
  if (isOwnerGone) leave()
}
const stop = () => {
  if (isOver) return
  if (isTemporary) return child.kill('SIGKILL')
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), 3000).unref()
}
child.once('error', error => over(error.message, -1))
child.once('close', (code, signal) => over(tail, signal ?? code))
if (child.pid) tell('started ' + child.pid)
process.stdin.on('data', data => {
  for (const word of String(data).split('\\n')) {
    if (word === 'stop') child.kill('SIGTERM')
    if (word === 'kill') child.kill('SIGKILL')
  }
})
process.stdin.on('error', () => {})
process.stdin.once('close', () => {
  isOwnerGone = true
  if (isOver) leave()
  stop()
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { isOwnerGone = true; isOver ? leave() : stop() })
`
