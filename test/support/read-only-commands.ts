import type { WireCommand } from './op-msg'

/** All that may be sent. What is not here is a write, or something that nobody has thought about yet. */
const readOnly = new Set([
  'ismaster',
  'hello',
  'saslStart',
  'saslContinue',
  'buildInfo',
  'listDatabases',
  'listCollections',
  'listIndexes',
  'count',
  'find',
  'aggregate',
  'getMore',
  'killCursors',
  'endSessions'
])

/** What of it could have written: commands by name, and stages of pipelines. */
export function writesIn(sent: readonly WireCommand[]): readonly string[] {
  const commands = sent.map(command => command.name).filter(name => !readOnly.has(name))
  const stages = sent
    .filter(command => command.name === 'aggregate')
    .flatMap(command => (command.body.pipeline as object[]).flatMap(Object.keys))
    .filter(stage => ['$out', '$merge'].includes(stage))
  return [...new Set([...commands, ...stages])]
}
