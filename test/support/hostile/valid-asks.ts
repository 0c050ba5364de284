import { firstAlertSettings } from '../../../src/shared/domain/alerts'
import type { SessionKey } from '../../../src/shared/domain/session'
import { automaticAsk } from '../../../src/shared/domain/store'
import { firstViewAsk } from '../../../src/shared/domain/view'
import { firstWatchSettings } from '../../../src/shared/domain/watched'
import type { Ask, RequestName } from '../../../src/shared/ipc/contract'
import { aConnectionDraft } from '../saved-connections'
import { anActivityAsk } from '../sessions'

const rows = {
  query: { filter: '', facet: 'all', user: null, sort: 'since', descending: true },
  keys: null
} as const

/** One message that main takes, for each channel: what hostile ones are made from. */
export function validAsks(ns: string, key: SessionKey): { readonly [N in RequestName]: Ask<N> } {
  return {
    'app:read': undefined,
    'desk:read': undefined,
    'desk:open': undefined,
    'desk:show': { tab: 7 },
    'desk:close': { tab: 7 },
    'page:keep': '{"tab":"users"}',
    'appearance:set': 'dark',
    'window:act': 'zoom in',
    'connection:open': {
      uri: 'mongo://nowhere',
      isReadOnly: true,
      ns,
      insteadOf: null,
      ssh: null,
      savedId: null,
      secrets: {}
    },
    'connection:beside': { tab: 7, ns },
    'connection:cancel': undefined,
    'connection:close': undefined,
    'connection:refresh': undefined,
    'recent:forget': { id: 'x' },
    'saved:save': aConnectionDraft({ uri: 'mongo://nowhere' }),
    'saved:delete': { id: 'x' },
    'saved:duplicate': { id: 'x' },
    'saved:export': { passphrase: 'a passphrase' },
    'saved:import': { passphrase: null },
    'file:choose': 'ca',
    'store:open': automaticAsk(ns),
    'store:close': undefined,
    'store:unseal': { secret: 'not the secret' },
    'bound:set': 1_000_000,
    'feed:restart': undefined,
    'view:ask': { ...firstViewAsk, anchor: key },
    'users:ask': {
      start: 0,
      count: 200,
      filter: '',
      facet: 'all',
      sort: 'user',
      descending: false,
      open: ['ann']
    },
    'overview:ask': { span: '1h', isShown: true },
    'overview:drain': { isOn: true },
    'overview:trend': undefined,
    'view:pause': { isPaused: false },
    'view:find': { key },
    'view:range': { start: 0, count: 20 },
    'rows:copy': { rows: { ...rows, keys: [key] }, format: 'csv' },
    'export:start': { rows, format: 'json', hasWholeIds: false },
    'export:cancel': undefined,
    'filter:cancel': undefined,
    'filter:paths': undefined,
    'saved-filters:read': undefined,
    'saved-filters:set': [{ name: 'guests', text: 'state:guest' }],
    'columns:read': { keys: [key], paths: ['cart.total'] },
    'session:read': { key, revealPaths: ['_id'] },
    'user:sessions': 'ann@shop.io',
    'user:pulse': 'ann@shop.io',
    'session:reveal': { key },
    'activity:ask': anActivityAsk({ hasNoise: true }),
    'session:history': key,
    'health:read': undefined,
    'health:check': undefined,
    'journal:read': undefined,
    'journal:keep': { isKept: false },
    'journal:delete': undefined,
    'past:show': { at: null },
    'identity:learn': ['user.email'],
    'identity:coverage': undefined,
    'names:read': undefined,
    'names:propose': undefined,
    'names:use': { ns: 'shop.users', fields: ['name'] },
    'sign-out:allow': { isAllowed: false },
    'sign-out:plan': { ...rows, keys: [key] },
    'sign-out:start': { plan: 0, spared: [key], typed: null, isHeld: false },
    'expiry:move': { plan: 0, spared: [key], typed: null, to: 0 },
    'sign-out:cancel': undefined,
    'sign-out:undo': { id: 0 },
    'audit:read': undefined,
    'why:ask': { text: 'connect.sid=s%3Aabc.def', secret: 'a secret', address: 'http://shop.test' },
    'alerts:read': undefined,
    'alerts:set': firstAlertSettings,
    'alerts:seen': undefined,
    'alerts:clear': undefined,
    'watched:read': undefined,
    'watched:set': firstWatchSettings,
    'clipboard:write': 'text',
    'demo:start': { isLoginVulnerable: false },
    'demo:stop': undefined,
    'demo:browse': undefined
  }
}
