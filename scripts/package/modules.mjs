/**
 * Which packages the built app needs beside itself: those that its build left outside, and all that they depend on.
 *
 * `packages` are those of package-lock.json; the answer is paths in it, such as `node_modules/express`. What is optional
 * or comes from a peer is left out: the app asks for none of it. Throws on a package that the lock does not have.
 */
export function modulesFor(names, packages) {
  const found = new Set()
  const add = (name, from) => {
    const path = resolveIn(packages, name, from)
    if (path === null) throw new Error(`package-lock.json has no ${name}: run "npm install".`)
    if (found.has(path)) return
    found.add(path)
    for (const next of Object.keys(packages[path].dependencies ?? {})) add(next, path)
  }
  for (const name of names) add(name, '')
  return [...found].sort()
}

/** Where a package at `from` finds another one: inside itself first, then wherever it lies itself, as Node does. */
function resolveIn(packages, name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (path in packages) return path
    if (at === '') return null
  }
}

/** The names of packages that built code requires and that are declared as needed where it runs. */
export function requiredIn(texts, declared) {
  const required = texts.flatMap(text =>
    [...text.matchAll(/require\(["']((?:@[\w.-]+\/)?[\w.-]+)[^"']*["']\)/g)].map(match => match[1])
  )
  return [...new Set(required)].filter(name => declared.includes(name)).sort()
}
