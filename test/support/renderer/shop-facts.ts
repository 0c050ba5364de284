import type { OpenConnection } from '../../../src/shared/domain/connection'
import type { BsonNode, SessionDetail } from '../../../src/shared/domain/detail'
import { automaticAsk, type CollectionFacts, type StoreFacts } from '../../../src/shared/domain/store'
import type { SessionRow } from '../../../src/shared/domain/view'

const server = {
  version: '8.0.4',
  topology: 'replica set',
  replicaSet: 'rs0',
  clockOffsetMs: 210
} as const

/** The open store of the invented shop. */
export const shopStore: StoreFacts = {
  ns: 'shop.sessions',
  format: {
    id: 'connect-mongo',
    label: 'connect-mongo 6',
    isInParts: false,
    confidence: 0.97,
    evidence: ['200 of 200 documents have expires and session', 'session is JSON text with a cookie'],
    userPaths: ['user.email', 'passport.user'],
    replay: 'signed',
    isVerified: true,
    sources: {
      expiry: { from: 'expires', sureness: 'certain' },
      identity: { from: 'session', sureness: 'derived' },
      created: { from: 'createdAt, with timestamps: true', sureness: 'derived' },
      lastSeen: { from: 'lastModified or updatedAt', sureness: 'derived' }
    }
  },
  indexes: [{ name: 'expires_1', fields: ['expires'], expireAfterSeconds: 0 }],
  server,
  ask: automaticAsk('shop.sessions'),
  seal: null,
  notices: []
}

function other(name: string, documents: number): CollectionFacts {
  return { name, documents, isView: false, session: null }
}

function store(name: string, documents: number): CollectionFacts {
  return { name, documents, isView: false, session: { format: 'connect-mongo', confidence: 0.97 } }
}

/** A connection with two databases and three stores. */
export const shopConnection: OpenConnection = {
  id: 'c1',
  label: 'localhost:27017',
  isDemo: false,
  isReadOnly: true,
  server,
  discovery: {
    databases: [
      {
        name: 'shop',
        collections: [
          store('sessions', 475),
          store('admin_sessions', 6),
          ...['products', 'orders', 'users', 'carts', 'reviews', 'coupons', 'returns', 'stock', 'events'].map(
            (name, index) => other(name, 1_000 * (index + 1))
          )
        ]
      },
      {
        name: 'blog',
        collections: [
          store('mySessions', 12),
          other('posts', 320),
          other('comments', 4_812),
          other('tags', 51)
        ]
      }
    ],
    stores: ['shop.sessions', 'shop.admin_sessions', 'blog.mySessions'],
    limits: null
  }
}

function leaf(path: string, type: BsonNode['type'], text: string, isMasked = false): BsonNode {
  return { name: path.split('.').at(-1) ?? '', path, type, text, isMasked, children: null, isCut: false }
}

function branch(path: string, type: 'object' | 'array', children: readonly BsonNode[]): BsonNode {
  return { name: path.split('.').at(-1) ?? '', path, type, text: '', isMasked: false, children, isCut: false }
}

/** The document behind a row. */
export function detailOf(row: SessionRow, reveal: readonly string[], now: number): SessionDetail {
  const secret = (path: string, text: string) =>
    leaf(path, 'string', reveal.includes(path) ? text : '••••••••', !reveal.includes(path))
  return {
    key: row.key,
    readAt: now,
    sizeBytes: 412,
    partPath: null,
    payloadPath: 'session',
    payloadEncoding: 'JSON text',
    cookie: [
      { name: 'HttpOnly', text: 'yes', isWarning: false },
      { name: 'SameSite', text: 'lax', isWarning: false },
      { name: 'Secure', text: 'no', isWarning: true },
      { name: 'Path', text: '/', isWarning: false },
      { name: 'Lifetime', text: '30 min', isWarning: false },
      { name: 'Domain', text: 'host only', isWarning: false }
    ],
    cookieExpiresAt: (row.expiresAt ?? now) - 200_000,
    document: branch('', 'object', [
      secret('_id', '4f9c2d77a0b3e1'),
      leaf('expires', 'date', new Date(row.expiresAt ?? now).toISOString()),
      branch('session', 'object', [
        branch('session.user', 'object', [
          leaf('session.user.email', 'string', row.user ?? 'nobody'),
          leaf('session.user.name', 'string', '<img src=x onerror=alert(1)> "مرحبا"'),
          leaf('session.user.since', 'date', '2026-01-02T03:04:05.000Z')
        ]),
        branch('session.cart', 'object', [
          leaf('session.cart.currency', 'string', 'EUR'),
          branch('session.cart.items', 'array', [
            leaf('session.cart.items.0', 'int', '3'),
            leaf('session.cart.items.1', 'double', '19.95'),
            leaf('session.cart.items.2', 'null', 'null')
          ])
        ]),
        leaf('session.isLoggedIn', 'bool', 'true'),
        secret('session.csrfToken', 'c0ffee'),
        leaf('session.lastPage', 'string', '/cart')
      ])
    ])
  }
}
