import type { Collection } from 'mongodb'
import { movedBy, type Recording } from './recordings'

/** Puts a recording into a collection as if it had been made just now, with the indexes that the library made. */
export async function loadRecording(recording: Recording, collection: Collection): Promise<Recording> {
  const now = movedBy(recording, Date.now() - recording.recordedAt)
  await collection.insertMany([...now.documents])
  for (const { v, key, ...options } of recording.rawIndexes)
    if (options.name !== '_id_') await collection.createIndex(key, options)
  return now
}
