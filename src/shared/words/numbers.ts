const separated = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A count as it is read: `41,210`. */
export function formatCount(count: number): string {
  return separated.format(count)
}

/** A count with its noun: `1 session`, `2 sessions`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** A short span as a measurement: `8 ms`, `1.2 s`, `2 min`. */
export function formatSpan(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${trimmed(ms / 1000)} s`
  return `${trimmed(ms / 60_000)} min`
}

/** A size in the units of a file listing: `412 B`, `1.2 KB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${trimmed(bytes / 1000)} KB`
  return `${trimmed(bytes / 1_000_000)} MB`
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '')
}
