import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { type Arguments, readArguments } from '../../../src/main/arguments'
import { withLater } from '../../../src/main/open-asked'
import { claimUserData } from '../../../src/main/other-starts'

/** Electron's app as far as it goes here: the first claim succeeds, each other one is told to it. */
function anApp() {
  const events = new EventEmitter()
  let isTaken = false
  return Object.assign(events, {
    requestSingleInstanceLock(sent?: unknown) {
      if (isTaken) events.emit('second-instance', {}, ['--uri'], '/', sent)
      const isFirst = !isTaken
      isTaken = true
      return isFirst
    }
  }) as unknown as Parameters<typeof claimUserData>[0]
}

it('tells the first of what later ones were started with, also of those before it listened', () => {
  const app = anApp()
  const heard: Arguments[] = []
  const others = claimUserData(app, [])
  expect(claimUserData(app, ['--uri', 'mongodb://one', '--ns', 'a.b'])).toBeNull()
  others?.handle(args => heard.push(args))
  expect(claimUserData(app, ['--demo'])).toBeNull()
  expect(heard.map(({ uri, ns, isDemo }) => [uri, ns, isDemo])).toEqual([
    ['mongodb://one', 'a.b', false],
    [null, null, true]
  ])
})

it('takes whatever another process sends as words, or as none', () => {
  const events = new EventEmitter()
  const app = Object.assign(events, { requestSingleInstanceLock: () => true })
  const heard: Arguments[] = []
  claimUserData(app as unknown as Parameters<typeof claimUserData>[0], [])?.handle(args => heard.push(args))
  for (const sent of [
    null,
    undefined,
    7,
    { words: 'x' },
    { words: [1, {}, '--read-only'] },
    { __proto__: null }
  ])
    events.emit('second-instance', {}, [], '/', sent)
  expect(heard.map(args => args.isReadOnly)).toEqual([false, false, false, false, true, false])
})

it('a later start can make the app read-only, and none can undo that', () => {
  const first = readArguments(['--mirror-at-most', '500'])
  const locked = withLater(first, readArguments(['--read-only', '--uri', 'mongodb://one']))
  expect(withLater(locked, readArguments(['--uri', 'mongodb://two']))).toMatchObject({
    uri: 'mongodb://two',
    isReadOnly: true,
    mirrorAtMost: 500
  })
})
