/**
 * What Electron runs when it is given an app's folder on the command line, as its own default app does:
 * `electron [--switches] [-r module] folder [arguments of the app]`.
 */
const { app } = require('electron')
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

/** The modules to load first and the app's folder: the first word that is no switch. */
function readCommandLine(argv) {
  const modules = []
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index]
    if (word === '-r' || word === '--require') modules.push(argv[++index])
    else if (!word.startsWith('-')) return { modules, folder: path.resolve(word) }
  }
  return { modules, folder: null }
}

function end(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const { modules, folder } = readCommandLine(process.argv.slice(1))
if (folder === null) end('Name the folder of the app to run.')

let about
try {
  about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
} catch (error) {
  end(`No app can be read at ${folder}: ${error.message}`)
}

for (const name of modules) Module._load(name, module, true)
app.setName(about.productName || about.name || 'Electron')
app.setDesktopName(about.desktopName || `${app.getName()}.desktop`)
if (about.version) app.setVersion(about.version)
app.setAppPath(folder)
Module._load(Module._resolveFilename(folder, null, true), module, true)
