import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createOverviewStore } from '../../../../src/renderer/state/overview-store'
import { expiryData, levelData, rateData } from '../../../../src/renderer/views/overview/chart-data'
import {
  barLabels,
  cliffText,
  drainText,
  expirySummary,
  guestsWhoSignIn,
  levelReadout,
  levelsSummary,
  lifetimesText,
  perStep,
  ratesSummary,
  restartAnswer,
  writesText
} from '../../../../src/renderer/views/overview/overview-text'
import { rangeOf } from '../../../../src/renderer/views/overview/range'
import { trendPath } from '../../../../src/renderer/views/store/trend-path'
import { aBridge } from '../../../support/renderer/a-bridge'
import {
  anOverviewWindow,
  aSurvey,
  someBars,
  someCounts,
  someLevels,
  someRates
} from '../../../support/renderer/overview'

const noon = new Date(2026, 2, 1, 12).getTime()
const localAt = (now: number) => ({ now, zone: 'local' as const })
const MINUTE = 60_000

it('draws no line over a gap, and nothing that was not told', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ value: fc.nat(99), isAfterGap: fc.boolean(), waitMs: fc.integer({ min: 1, max: 90 }) })
      ),
      steps => {
        let at = 0
        const times = steps.map(({ waitMs }) => {
          at += waitMs * 10_000
          return at
        })
        const levels = someLevels(
          steps.map(s => s.value),
          { at: times, isAfterGap: steps.map(s => s.isAfterGap) }
        )
        const { columns, stepOf } = levelData(levels)
        const [x = [], , , signedIn = []] = columns
        expect(x).toEqual([...new Set(x)].sort((a, b) => Number(a) - Number(b)))
        expect(stepOf.filter(step => step !== null)).toEqual(steps.map((_, i) => i))
        stepOf.forEach((step, i) => {
          expect(signedIn[i]).toBe(step === null ? null : steps[step]?.value)
        })
        const gaps = steps.filter((step, i) => step.isAfterGap && i > 0).length
        expect(stepOf.filter(step => step === null)).toHaveLength(gaps)
      }
    )
  )
})

it('draws sign-outs downwards and what expired beyond them', () => {
  const { columns } = rateData(someRates([{ signedIn: 6, signedOut: 3, expired: 1 }, {}]))
  expect(columns).toEqual([
    [30_000, 90_000],
    [6, null],
    [-4, null],
    [-3, null]
  ])
})

it('draws what has less than a minute left apart', () => {
  expect(expiryData(someBars([1, 2, 1], [5, 4, 20], [10, 0, 0])).columns).toEqual([
    [0, 1, 2],
    [null, 24, null],
    [null, 4, null],
    [3, null, null]
  ])
})

it('labels bars with their unit where it changes', () => {
  const bars = someBars(
    ...([1, 5, 10, 30, 60, 360, 1440, 10_080, 20_160, 43_200, null] as const).map(
      to => [to, 1, 1] as [number | null, number, number]
    )
  )
  expect(barLabels(bars)).toEqual([
    ...['< 1 m', '1–5', '5–10', '10–30 m', '½–1 h', '1–6 h', '6–24 h', '1–7 d', '7–14 d', '14–30 d', '> 30 d']
  ])
})

it('names the cliff in a sentence', () => {
  const cliff = { fromAt: noon, toAt: noon + 115_000, sessions: 1300, people: 1240, share: 0.412 }
  expect(cliffText(cliff, localAt(noon - 60 * MINUTE))).toBe(
    '1,240 people are logged out between 12:00 and 12:02 unless seen again: 41 % of sign-ins.'
  )
  expect(cliffText({ ...cliff, people: 1 }, localAt(noon))).toMatch(/^1 person is logged out/)
})

it('answers whether the app can be restarted, and says when the store cannot tell', () => {
  const nobody = aSurvey().active
  const seen = { bases: ['written-date' as const], lastSeenAt: noon - 3000 }
  expect(restartAnswer({ ...nobody, ...seen, people: 12, guests: 1 }, noon)).toEqual({
    isQuiet: false,
    answer: '12 people and 1 guest seen in the last 5 min',
    detail: 'the last 3 s ago; by the date the store writes'
  })
  expect(restartAnswer({ ...nobody, bases: ['written-date'] }, noon)).toMatchObject({
    isQuiet: true,
    answer: 'Yes: nobody was seen in the last 5 min'
  })
  expect(restartAnswer({ ...nobody, untold: 412 }, noon)).toEqual({
    isQuiet: false,
    answer: 'This store cannot tell',
    detail: 'of 412 sessions nothing tells when it was last used.'
  })
})

it('says how far a drain is', () => {
  const drain = {
    startedAt: noon,
    of: 42,
    stillActive: 9,
    stillThere: 40,
    newcomers: 0,
    quietAt: null,
    lastExpiryAt: null,
    people: []
  }
  expect(drainText(drain, localAt(noon))).toBe('9 of 42 who were active at 12:00:00 still are.')
  expect(drainText({ ...drain, stillActive: 0 }, localAt(noon))).toMatch(/^All 42 .* silent or gone\.$/)
  expect(drainText({ ...drain, of: 0 }, localAt(noon))).toMatch(/^Nobody was active/)
})

it('gives the figures their words, also when there is nothing yet', () => {
  const of = (newGuests: number, signedIn: number) => guestsWhoSignIn(someCounts({ newGuests, signedIn }))
  expect(of(37, 10)).toEqual({ figure: '1 in 3.7', note: '' })
  expect(of(4, 0)).toEqual({ figure: 'none', note: 'of 4 new guests' })
  expect(of(2, 5)).toEqual({ figure: '5 to 2', note: 'sign-ins to new guests' })
  expect(of(0, 0)).toEqual({ figure: '–', note: 'no new guests yet' })
  expect(writesText(someCounts({ seconds: 10, writes: 32, touches: 24 }))).toEqual({
    figure: '3.2 / s',
    note: '75 % touches'
  })
  expect(writesText(someCounts({ seconds: 0 })).figure).toBe('–')
  expect(perStep(MINUTE)).toBe('per minute')
  expect(perStep(600_000)).toBe('per 10 min')
})

it('puts each chart into words', () => {
  const levels = someLevels([110, 120, 128], { isAfterGap: [false, true, false] })
  const window = anOverviewWindow({ levels, rates: someRates([{ signedIn: 6, newGuests: 1 }]) })
  expect(levelsSummary(window, 'local')).toMatch(
    /^last hour, since .+: signed in 128, at first 110; guests 0, at first 0; 1 gap in which nobody was looking\.$/
  )
  expect(levelReadout(levels, 2, localAt(0))).toMatch(/128 signed in, 0 guests, 0 users, 0 expired$/)
  expect(levelReadout(levels, null, localAt(0))).toBe('nobody was looking')
  expect(ratesSummary(window)).toBe('last hour: 6 signed in, 0 signed out, 0 expired, 1 new guest.')
  const survey = aSurvey({ bars: someBars([1, 1, 0], [5, 4, 20]), neverExpire: 2 })
  expect(expirySummary(survey, localAt(0))).toBe(
    '25 active sessions will expire; most of them in 1 min to 5 min: 24. 2 never expire.'
  )
  const lifetimes = [{ lifetimeMs: 1_800_000, sessions: 20 }]
  expect(lifetimesText({ ...survey, lifetimes })).toBe('Lifetimes: 30 min: 20, others: 7')
})

it('draws a short history at the right, not stretched', () => {
  const at = (part: object) => rangeOf(anOverviewWindow({ madeAt: noon, openedAt: noon - 5000, ...part }))
  expect(at({}).from).toBe(noon - 3_600_000)
  expect(at({ ask: { span: 'all', isShown: true } }).from).toBe(noon - MINUTE)
  const path = trendPath({ at: [noon - 10_000, noon], signedIn: [1, 2], isAfterGap: [false, false] }, 136, 20)
  expect(path).toBe('M133.3 18.0L134.0 2.0')
})

it('keeps the newest window, whatever comes late', async () => {
  const asked: unknown[] = []
  const bridge = aBridge({
    'overview:ask': ask => {
      asked.push(ask)
      return anOverviewWindow({ version: 3 })
    }
  })
  const heard: number[] = []
  const store = createOverviewStore(bridge, at => heard.push(at))
  await store.show('5m')
  bridge.push('overview:window', anOverviewWindow({ version: 2 }))
  expect(store.getState().view?.version).toBe(3)
  bridge.push('overview:window', anOverviewWindow({ version: 4 }))
  expect(store.getState().view?.version).toBe(4)
  store.leave()
  expect(asked).toEqual([
    { span: '5m', isShown: true },
    { span: '5m', isShown: false }
  ])
  expect(heard).toHaveLength(3)
  store.stop()
})

it('has main stop when it is told of what nobody looks at: the page was loaded anew', () => {
  const asked: unknown[] = []
  const bridge = aBridge({
    'overview:ask': ask => {
      asked.push(ask)
      return anOverviewWindow()
    }
  })
  const store = createOverviewStore(bridge, () => undefined)
  bridge.push('overview:window', anOverviewWindow())
  expect(asked).toEqual([{ span: '1h', isShown: false }])
  expect(store.getState().view).toBeNull()
  store.stop()
})
