import { describe, expect, it } from 'vitest'
import { createKeychain } from '../../../../src/main/connections/keychain'
import { aSafeStorage } from '../../../support/saved-connections'

describe('the system’s keychain', () => {
  it.each([
    ['linux', aSafeStorage(), true],
    ['linux', aSafeStorage({ backend: 'kwallet6' }), true],
    // Electron encrypts with a password that is in its source.
    ['linux', aSafeStorage({ backend: 'basic_text' }), false],
    ['linux', aSafeStorage({ backend: 'unknown' }), false],
    ['linux', aSafeStorage({ isAvailable: false }), false],
    ['darwin', aSafeStorage({ backend: 'unknown' }), true],
    ['win32', aSafeStorage({ isAvailable: false }), false]
  ] as const)('on %s keeps passwords only where they are safe (%#)', (platform, storage, canKeep) => {
    const { state } = createKeychain(storage, platform)
    expect(state.canKeep).toBe(canKeep)
    expect(state.why).toEqual(canKeep ? null : expect.stringMatching(/^Passwords are not kept: /))
  })

  it('opens what it sealed, and nothing of another computer', () => {
    const mine = createKeychain(aSafeStorage(), 'linux')
    const sealed = mine.seal('p4ss')
    expect(sealed).not.toContain('p4ss')
    expect(mine.open(sealed)).toBe('p4ss')
    expect(createKeychain(aSafeStorage({ key: 9 }), 'linux').open(sealed)).toBeNull()
    expect(mine.open('not sealed at all')).toBeNull()
  })
})
