/** A failure a person can act on: its message is the one sentence they are shown, without a stack. */
export class SetupError extends Error {}

/** One plain line of progress. On stderr, so that what a command prints itself stays clean. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Say a line now, and how long it has taken every 15 seconds until `work` ends, so that nobody thinks it hangs. */
export async function sayWhile(line, work) {
  say(line)
  const startedAt = Date.now()
  const timer = setInterval(() => say(`  … ${Math.round((Date.now() - startedAt) / 1000)} s`), 15_000)
  try {
    return await work
  } finally {
    clearInterval(timer)
  }
}

/** The shortest thing worth telling of a failed command: the network's own words, else its last line about an error. */
export function lastWords(output) {
  const cause = /\b(?:getaddrinfo|connect) E[A-Z_]+[^\n,'"]*/.exec(output)
  if (cause !== null) return cause[0].trim()
  // All that Node's fetch tells of a host it cannot reach.
  if (/TypeError: fetch failed/.test(output)) return 'its host cannot be reached'
  const lines = output.split(/\r?\n/).map(line => line.trim())
  const telling = lines.filter(line => /[a-z]{3}/i.test(line) && !/^at |^node:|A complete log/i.test(line))
  const named = telling.filter(line => /error|refused|failed|cannot|unable/i.test(line))
  return (named.at(-1) ?? telling.at(-1) ?? 'it said nothing').slice(0, 200)
}
