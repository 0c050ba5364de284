import { MemoryStore, type SessionData, Store } from 'express-session'
import { expect, it } from 'vitest'
import { GuardedStore, StoreAwayError } from '../../../../src/demo/shop/guarded-store'

const sessionId = 'a-live-credential'

class BrokenStore extends Store {
  get(id: string, done: (error: unknown) => void): void {
    done(new Error(`Error finding ${id}: server away`))
  }
  set(id: string, session: SessionData, done?: (error: unknown) => void): void {
    done?.(new Error(`Error setting ${id} to ${JSON.stringify(session)}`))
  }
  destroy(id: string, done?: (error: unknown) => void): void {
    done?.(new Error(`Error destroying ${id}`))
  }
}

it('says that the store is away and nothing of the session', () => {
  const answers: boolean[] = []
  const store = new GuardedStore(new BrokenStore(), isAnswering => answers.push(isAnswering))
  const errors: unknown[] = []
  store.get(sessionId, error => errors.push(error))
  store.destroy(sessionId, error => errors.push(error))
  expect(errors.every(error => error instanceof StoreAwayError)).toBe(true)
  expect(errors.map(String).join()).not.toContain(sessionId)
  expect(answers).toEqual([false, false])
})

it('can be touched exactly when the library behind it can', () => {
  const ignore = () => {}
  expect(new GuardedStore(new MemoryStore(), ignore).touch).toBeTypeOf('function')
  expect(new GuardedStore(new BrokenStore(), ignore).touch).toBeUndefined()
})
