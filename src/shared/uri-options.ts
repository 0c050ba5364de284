/** Two names of one option. */
const aliases: Readonly<Record<string, string>> = { ssl: 'tls' }

const plainName = (name: string) => {
  const lower = name.toLowerCase()
  return aliases[lower] ?? lower
}

/**
 * A connection string with these options set, or taken out where null; all else stays as written. Only for strings that
 * can be read: in those the first question mark begins the options.
 */
export function withOptions(uri: string, options: Readonly<Record<string, string | null>>): string {
  const [before = '', ...rest] = uri.split('?')
  const changed = new Set(Object.keys(options).map(plainName))
  const kept = rest
    .join('?')
    .split('&')
    .filter(pair => pair !== '' && !changed.has(plainName(pair.split('=', 1)[0] ?? '')))
  const added = Object.entries(options).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value)}`]
  )
  const all = [...kept, ...added].join('&')
  if (all === '') return before
  const hasPath = /^[a-z+]+:\/\/[^/]*\//i.test(before)
  return `${before}${hasPath ? '' : '/'}?${all}`
}
