import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/** A fuse is one character in the program. */
const OFF = '0'.charCodeAt(0)
const ON = '1'.charCodeAt(0)

/**
 * What the packaged program can no longer be talked into: running as plain Node, taking code from the environment or a
 * debugger, or loading anything but its own archive. The snapshot of its own stays off because there is none.
 */
const WANTED = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false
}

/** Set every fuse that this Electron has. On a Mac the changed program must be signed again, be it by nobody. */
export async function setFuses(program, isMac) {
  const wire = await getCurrentFuseWire(program)
  const config = { version: FuseVersion.V1, resetAdHocDarwinSignature: isMac }
  for (const [name, isOn] of Object.entries(WANTED))
    if (isThere(wire, name)) config[FuseV1Options[name]] = isOn
  await flipFuses(program, config)
}

/** Read the fuses back: what each is, by name, and those that are not as wanted. A fuse an old Electron lacks is left out. */
export async function readFuses(program) {
  const wire = await getCurrentFuseWire(program)
  const names = Object.keys(WANTED).filter(name => isThere(wire, name))
  const fuses = Object.fromEntries(names.map(name => [name, wire[FuseV1Options[name]] === ON]))
  return { fuses, wrong: names.filter(name => fuses[name] !== WANTED[name]) }
}

function isThere(wire, name) {
  const state = wire[FuseV1Options[name]]
  return state === ON || state === OFF
}
