const MAX_LINES = 300

/** What no file may hold. Written so that no pattern matches its own line. */
const RULES = [
  {
    says: 'a to-do without an issue number',
    of: /\.(tsx?|[mc]?js|css)$/,
    pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b(?!.*#\d)/
  },
  {
    says: 'a test that shuts out the others',
    of: /\.test\.tsx?$|^test\/e2e\//,
    pattern: /\b(?:it|test|describe)\.only[(]/
  },
  { says: 'the path of one machine', of: /./, pattern: /(?<![\w.])\/(?:root|work|Users\/\w+)\/[\w.]/ },
  {
    says: 'the host of a package registry',
    of: /./,
    pattern:
      /\b(?:registry|npm|pypi|crates|index|static|deb)\.[a-z0-9-]+\.(?:org|com|io|net)\b|\bpypi\.[o]rg\b/
  },
  {
    says: 'where a package is fetched from',
    of: /(^|\/)package-lock\.json$/,
    pattern: /"resolved": "(?:https?|git)/
  }
]

/** Everything wrong with one file, each as `path:line: sentence`. `path` is relative to the repository, with slashes. */
export function findTrouble(path, text) {
  const lines = text.split('\n')
  const troubles = []
  const count = text.endsWith('\n') ? lines.length - 1 : lines.length
  if (/^(src|test|scripts|bin)\/.*\.(tsx?|[mc]?js|css)$/.test(path) && count > MAX_LINES)
    troubles.push(`${path}:${MAX_LINES + 1}: ${count} lines; a file ends at ${MAX_LINES}.`)
  for (const { says, of, pattern } of RULES) {
    if (!of.test(path)) continue
    lines.forEach((line, index) => {
      if (pattern.test(line)) troubles.push(`${path}:${index + 1}: ${says}.`)
    })
  }
  return troubles
}
