import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../build.mjs'
import { setFuses } from './fuses.mjs'
import { modulesFor, requiredIn } from './modules.mjs'

/** Where packages are made. */
export const OUTPUT = join(root, 'dist')

/**
 * What electron-builder makes the package from: the built app, the few packages its build left outside, one archive.
 *
 * `electron` names the runtime at hand, { version, folder }; null lets electron-builder fetch the declared version, for
 * a platform that is not this one. `packed` is told of each program whose fuses were set.
 */
export async function packageConfig(electron, packed) {
  return {
    appId: 'io.github.sextant',
    productName: 'Sextant',
    copyright: 'MIT licence',
    ...(electron === null ? {} : { electronVersion: electron.version, electronDist: electron.folder }),
    // The page is in English only, and so is what Chromium says in its menus.
    electronLanguages: ['en-US'],
    directories: { output: OUTPUT, buildResources: 'build' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in itself
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    asar: true,
    files: await filesNeeded(),
    // There is nothing native to build, and which packages go along is said above.
    beforeBuild: async () => false,
    async afterPack({ appOutDir, packager, electronPlatformName }) {
      const program = programIn(appOutDir, electronPlatformName, packager)
      await dropStarter(packager.getResourcesDir(appOutDir))
      await setFuses(program, electronPlatformName === 'darwin')
      packed(program)
    },
    linux: { target: ['dir'], executableName: 'sextant', icon: 'build/icon.png', category: 'Development' },
    win: { target: ['nsis', 'zip'], icon: 'build/icon.png' },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    mac: {
      target: ['dmg', 'zip'],
      icon: 'build/icon.png',
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: 'build/entitlements.mac.plist',
      entitlementsInherit: 'build/entitlements.mac.plist'
    },
    publish: null
  }
}

/** What runs an app that is a plain folder; a package has its own archive, and loads nothing else. */
async function dropStarter(resources) {
  for (const name of ['default_app.asar', 'default_app.sha256'])
    await rm(join(resources, name), { force: true })
}

/** The program inside an unpacked package, whose fuses are set. */
function programIn(folder, platform, { executableName, appInfo }) {
  if (platform === 'darwin') return join(folder, `${appInfo.productFilename}.app`)
  return join(folder, platform === 'win32' ? `${appInfo.productFilename}.exe` : executableName)
}

async function filesNeeded() {
  const main = join(root, 'out/main')
  const built = (await readdir(main, { recursive: true })).filter(name => name.endsWith('.js'))
  const texts = await Promise.all(built.map(name => readFile(join(main, name), 'utf8')))
  const readJson = async name => JSON.parse(await readFile(join(root, name), 'utf8'))
  const { dependencies } = await readJson('package.json')
  const { packages } = await readJson('package-lock.json')
  const modules = modulesFor(requiredIn(texts, Object.keys(dependencies)), packages)
  const notRun = ['!**/*.{md,map,ts,mts,cts,flow}', '!**/{test,tests,docs,example,examples,benchmark}/**']
  return [
    'out/**',
    '!out/built-from',
    'package.json',
    { from: 'build', to: 'build', filter: ['icon.png'] },
    // Each without the packages inside it, which are in the list themselves.
    ...modules.map(path => ({ from: path, to: path, filter: ['**/*', '!node_modules/**', ...notRun] }))
  ]
}
