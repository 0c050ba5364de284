import { expect, it } from 'vitest'
import { createMirror } from '../../../../src/monitor/mirror/mirror'
import { createPicture, type Picture } from '../../../../src/monitor/mirror/picture'
import { aSession, aUsersAsk, aViewAsk, keyOf, START } from '../../../support/sessions'

/** A picture with both views open over so many sessions, of ten a user. */
function anOpenPicture(count: number): Picture {
  const sessions = Array.from({ length: count }, (_, i) =>
    aSession({ key: keyOf(i), user: `u${Math.floor(i / 10)}@shop.io` })
  )
  const picture = createPicture(createMirror(START, sessions), () => false)
  picture.sessions(aViewAsk())
  picture.users(aUsersAsk())
  return picture
}

function cleared(picture: Picture): {
  readonly struck: number
  readonly users: number
  readonly all: number | null
} {
  picture.show(picture.mirror.clear(), () => 'cleared', START)
  const { rows, facetCounts } = picture.sessions(aViewAsk())
  const struck = rows.filter(row => row.ending?.how === 'cleared').length
  return { struck, users: picture.users(aUsersAsk()).matching, all: facetCounts.all }
}

it('strikes the rows of a small store that is cleared before it lets them go', () => {
  expect(cleared(anOpenPicture(30))).toEqual({ struck: 30, users: 0, all: 0 })
})

it('lets the rows of a large store that is cleared go at once, and shows what comes after', () => {
  const picture = anOpenPicture(5000)
  expect(cleared(picture)).toEqual({ struck: 0, users: 0, all: 0 })
  expect(picture.mirror.totals()).toMatchObject({ documents: 0, signedIn: 0, users: 0, expiringSoon: 0 })
  const change = { kind: 'put', session: aSession({ key: keyOf(7) }), at: START } as const
  picture.show(picture.mirror.apply([change]), () => 'cleared', START)
  expect(picture.sessions(aViewAsk()).rows.map(row => row.key)).toEqual([keyOf(7)])
})
