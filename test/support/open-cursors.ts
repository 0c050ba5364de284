import type { Document, MongoClient } from 'mongodb'

/**
 * Ids of the cursors that a client (with `monitorCommands`) still has to close: told open by the server, and neither ended by
 * it, nor killed, nor failed. MongoDB itself ends a cursor whose `getMore` fails, or whose socket is cut meanwhile.
 */
export function openCursorsOf(client: MongoClient): ReadonlySet<string> {
  const open = new Set<string>()
  const asked = new Map<number, string>()
  client.on('commandStarted', ({ requestId, command }) => {
    if (command.getMore !== undefined) asked.set(requestId, String(command.getMore))
    for (const id of command.killCursors === undefined ? [] : command.cursors) open.delete(String(id))
  })
  client.on('commandSucceeded', ({ requestId, reply }) => {
    const id = String((reply as Document).cursor?.id ?? '0')
    const earlier = asked.get(requestId)
    if (earlier === undefined && id !== '0') open.add(id)
    if (earlier !== undefined && id === '0') open.delete(earlier)
    asked.delete(requestId)
  })
  client.on('commandFailed', ({ requestId }) => {
    open.delete(asked.get(requestId) ?? '')
    asked.delete(requestId)
  })
  return open
}

/** Ids of the cursors that lie open on the server at a namespace. */
export async function cursorsOn(ns: string, client: MongoClient): Promise<readonly string[]> {
  const { inprog } = await client.db('admin').command({ currentOp: 1 })
  const idle = (inprog as Document[]).filter(op => op.ns === ns && op.type === 'idleCursor')
  return idle.map(op => String(op.cursorId ?? op.cursor?.cursorId))
}
