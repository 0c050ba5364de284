import type { PushName } from './contract'

/** The pushes by name at run time, apart from the table, so that the preload carries no schema code. */
export const pushNames = [
  'view:window',
  'users:window',
  'activity:window',
  'session:history',
  'overview:window',
  'names:known',
  'health:told',
  'alerts:told',
  'alerts:asked',
  'feed:state',
  'pause:state',
  'store:facts',
  'store:fault',
  'connection:state',
  'connection:steps',
  'connection:fault',
  'desk:state',
  'recent:list',
  'saved:list',
  'demo:state',
  'export:state',
  'act:progress',
  'session:came-back',
  'menu:action'
] as const satisfies readonly PushName[]
