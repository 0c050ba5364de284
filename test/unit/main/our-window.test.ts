import { expect, it } from 'vitest'
import { PAGE_ORIGIN, PAGE_URL } from '../../../src/main/app-protocol'
import { isOurWindow } from '../../../src/main/ipc/our-window'

type Event = Parameters<typeof isOurWindow>[0]
type Window = NonNullable<Parameters<typeof isOurWindow>[1]>

const contents = {} as Window['webContents']
const window: Window = { isDestroyed: () => false, webContents: contents }
const from = (frame: object | null, sender: object = contents): Event =>
  ({ sender, senderFrame: frame }) as Event
const page = { parent: null, url: PAGE_URL }

it('takes the top frame of our page in our window', () => {
  expect(isOurWindow(from(page), window, null)).toBe(true)
  expect(
    isOurWindow(from({ ...page, url: 'http://127.0.0.1:5173/x' }), window, 'http://127.0.0.1:5173')
  ).toBe(true)
})

it.each<[string, Event, Window | null]>([
  ['a frame inside a page', from({ ...page, parent: {} }), window],
  ['another page', from({ ...page, url: 'https://example.org/' }), window],
  ['a host that begins like ours', from({ ...page, url: `${PAGE_ORIGIN}.example.org/` }), window],
  ['a file', from({ ...page, url: 'file:///app://sextant/' }), window],
  ['another window', from(page, {}), window],
  ['a frame that has gone', from(null), window],
  ['a window that has gone', from(page), { ...window, isDestroyed: () => true }],
  ['before there is a window', from(page), null]
])('refuses %s', (_, event, ours) => {
  expect(isOurWindow(event, ours, null)).toBe(false)
})
