import { expect, inject, it } from 'vitest'
import { following } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { loadRecording } from '../../support/load-recording'
import { quietSignOuts } from '../../support/quiet-sign-outs'
import { recordings } from '../../support/recordings'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)

/** One of each format; of those with several, the one with the most options. */
const oneOfEach = [...new Map(recordings.map(recording => [recording.format, recording])).values()]

async function bytesIn(collection: string): Promise<readonly string[]> {
  const raws: unknown = await db.collection(collection).find({}, { raw: true }).toArray()
  return (raws as readonly Buffer[]).map(raw => raw.toString('hex')).sort()
}

it.each(oneOfEach.map(recording => [recording.format, recording] as const))(
  'ends every session of %s, and undoing leaves the collection as it was, byte for byte',
  async (format, recording) => {
    const { sessions } = await loadRecording(recording, db.collection(format))
    const before = await bytesIn(format)
    const { live } = await following(uri, `${database}.${format}`, 1_000_000)
    await until(() => live.monitor.totals().documents === sessions.length, 'all sessions')
    const signOuts = quietSignOuts(live)
    const query = { filter: '', facet: 'all', user: null, sort: 'since', descending: false } as const
    const plan = await signOuts.plan({ query, keys: null })
    const done = await signOuts.start({ plan: plan.id, spared: [], typed: plan.sessions, isHeld: false })
    expect(done).toMatchObject({ ended: sessions.length, gone: 0, fault: null })
    await until(() => live.monitor.totals().documents === 0, 'nobody is left')
    expect(await bytesIn(format)).not.toEqual(before)

    expect(await signOuts.undo(Number(done.id))).toMatchObject({ restored: sessions.length, fault: null })
    expect(await bytesIn(format)).toEqual(before)
    await until(() => live.monitor.totals().documents === sessions.length, 'all are back')
  }
)
