import { type SessionData, Store } from 'express-session'

/** The session store did not answer. The message is for the visitor; the cause stays unnamed, see `GuardedStore`. */
export class StoreAwayError extends Error {
  constructor() {
    super('The session store does not answer.')
    this.name = 'StoreAwayError'
  }
}

/**
 * Stand between Express and a store library, so that a failing database is one kind of error.
 *
 * The libraries put the session id, and on a failed write the whole session, into their error messages
 * (connect-mongodb-session `index.js`, `get` and `set`), and express-session offers them to whoever handles errors.
 * An id is a credential, so here each becomes a `StoreAwayError` that says nothing. What is written stays the
 * library's own work, byte for byte.
 */
export class GuardedStore extends Store {
  /** How the last request to the database went. */
  private isAnswering = true

  /** Express asks for `touch` by its being there; connect-mongodb-session has none. */
  override readonly touch?: (id: string, session: SessionData, done?: () => void) => void

  constructor(
    private readonly inner: Store,
    private readonly onAnswer: (isAnswering: boolean) => void
  ) {
    super()
    const touch = inner.touch?.bind(inner)
    if (touch !== undefined) {
      // The types of express-session give `touch` a callback without an error; both libraries pass one.
      this.touch = (id, session, done) => touch(id, session, this.guard(done as Done | undefined))
    }
  }

  get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.inner.get(id, (error, session) => {
      const answer = this.translate(error)
      if (answer === null) done(null, session)
      else done(answer)
    })
  }

  set(id: string, session: SessionData, done?: Done): void {
    this.inner.set(id, session, this.guard(done))
  }

  destroy(id: string, done?: Done): void {
    this.inner.destroy(id, this.guard(done))
  }

  /**
   * Call back with an error while the database is known to be away, asking it again each time. A newcomer's page
   * reads no session, so without this it would be shown, and then not saved.
   */
  check(done: (error?: unknown) => void): void {
    if (this.isAnswering) done()
    else this.get('nobody', error => done(error ?? undefined))
  }

  private guard(done: Done | undefined): Done {
    return error => done?.(this.translate(error) ?? undefined)
  }

  private translate(error: unknown): StoreAwayError | null {
    this.isAnswering = error === null || error === undefined
    this.onAnswer(this.isAnswering)
    return this.isAnswering ? null : new StoreAwayError()
  }
}

type Done = (error?: unknown) => void
