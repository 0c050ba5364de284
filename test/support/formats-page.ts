import { formats, libraryFormats } from '../../src/monitor/formats/registry'
import type { FactSource, FormatId } from '../../src/shared/domain/store'
import { recordings } from './recordings'

/** Libraries that the integration tests run themselves, beside what is recorded. */
const run: Partial<Record<FormatId, string>> = {
  'connect-mongodb-session': 'connect-mongodb-session 5.0.0',
  'connect-mongo': 'connect-mongo 3.2.0, 4.6.0, 5.1.0 and 6.0.0',
  'auth-js': '@auth/mongodb-adapter 3.11.3, @auth/core 0.41.3',
  'better-auth': 'better-auth 1.7.25'
}

/** Writers that are known and not read by themselves yet; a mapping of one's own may read them. */
const notYet: readonly (readonly [string, string])[] = [
  [
    'Symfony with other field names than its own',
    'nothing in its documents says which is which: a mapping does'
  ],
  ['mongo_session_store on Mongoid', 'the payload is in _data there: a mapping reads it'],
  ['iron-session, cookie-session', 'the sessions are in the cookies: there is nothing to list']
]

/** What `docs/formats.md` must say: made of the formats and the recordings, so that it cannot promise more than is tested. */
export function formatsPage(): string {
  return `${[
    '# Session stores that Sextant reads',
    '',
    'Made by `npm run docs:formats` from the formats in `src/monitor/formats` and the recordings in `test/fixtures/recorded`; a test',
    'checks that it is up to date. *Recorded* means: the real library wrote the documents and made the indexes, in a script in',
    '`test/fixtures/record`, which noted users, sign-ins and times by itself; the tests compare what Sextant reads with that.',
    '',
    '## Where each fact comes from',
    '',
    ...table(
      ['store', 'user', 'expiry', 'started', 'last seen', 'a leaked document'],
      libraryFormats.map(({ id, claims }) => [
        labelOf(id),
        sourceText(claims.sources.identity),
        sourceText(claims.sources.expiry),
        sourceText(claims.sources.created),
        sourceText(claims.sources.lastSeen),
        claims.replay === null ? '' : replayTexts[claims.replay]
      ])
    ),
    '',
    '“≈”: worked out, or only as good as the app keeps it. “–”: the store does not tell.',
    '',
    '## What was tried on which versions',
    '',
    ...table(
      ['store', 'recorded or run with', 'verified', 'not read, and why'],
      libraryFormats.map(verifiedRow)
    ),
    '',
    '## Not read by themselves yet',
    '',
    ...table(
      ['writer', 'why'],
      notYet.map(row => [...row])
    ),
    '',
    'A store of another kind can be read by a mapping: `--map-expiry`, `--map-payload`, `--map-user`.'
  ].join('\n')}\n`
}

const replayTexts = {
  raw: 'can be replayed: the id is the cookie',
  signed: 'needs the app’s secret too',
  hash: 'cannot be replayed'
} as const

function labelOf(id: FormatId): string {
  return formats[id].assume([], []).label
}

function sourceText({ from, sureness }: FactSource): string {
  if (sureness === 'unknown') return from === '' ? '–' : `– (${from})`
  return sureness === 'derived' ? `≈ ${from}` : from
}

function verifiedRow({ id, claims }: (typeof libraryFormats)[number]): readonly string[] {
  const own = recordings.filter(recording => recording.format === id)
  const versions = [...own.map(recording => recording.version), ...(run[id] ? [`run: ${run[id]}`] : [])]
  const closed = own.flatMap(({ unreadable, version }) =>
    unreadable === null ? [] : [`${version}: ${unreadable}`]
  )
  return [
    labelOf(id),
    [...new Set(versions)].join('; ') || 'nothing',
    claims.isVerified ? 'yes' : '**no**: written after the library’s source',
    [...new Set(closed)].join('; ')
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}
