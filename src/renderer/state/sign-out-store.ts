import { createStore } from 'zustand/vanilla'
import type { ActivityEvent } from '../../shared/domain/event'
import type { RowsAsk } from '../../shared/domain/rows'
import type { EpochMs, SessionKey } from '../../shared/domain/session'
import type {
  ActProgress,
  ExpiryDone,
  SignOutDone,
  SignOutPlan,
  SignOutStart,
  UndoDone
} from '../../shared/domain/sign-out'
import type { Fault, Outcome } from '../../shared/fault'
import type { Bridge } from '../../shared/ipc/contract'

/** What is told of the last act, until it is dismissed. */
export type ActNotice =
  | { readonly kind: 'done'; readonly done: SignOutDone }
  | { readonly kind: 'moved'; readonly done: ExpiryDone }
  | { readonly kind: 'undone'; readonly undone: UndoDone }
  | { readonly kind: 'came-back'; readonly event: ActivityEvent }

export type Act = 'end' | 'expiry'

/** The sign-out that is being asked for or done, and the one that can be undone. */
export interface SignOutState {
  /** The dialog is about these; null: it is closed. */
  readonly ask: RowsAsk | null
  /** What is to be done with them. */
  readonly act: Act
  /** Null until main has worked it out. */
  readonly plan: SignOutPlan | null
  readonly fault: Fault | null
  /** Null: it has not begun. */
  readonly progress: ActProgress | null
  readonly notice: ActNotice | null
  /** The act that undo is about; null: there is none. */
  readonly undoable: number | null
  readonly isUndoing: boolean
}

const start: SignOutState = {
  ask: null,
  act: 'end',
  plan: null,
  fault: null,
  progress: null,
  notice: null,
  undoable: null,
  isUndoing: false
}

/** Asks, does, and undoes. `isAllowed` says whether the connection lets sessions be ended. */
export function createSignOutStore(bridge: Bridge, isAllowed: () => boolean) {
  const store = createStore<SignOutState>(() => start)
  const { getState, setState } = store
  const offs = [
    bridge.on('act:progress', progress => setState(now => (now.progress === null ? {} : { progress }))),
    bridge.on('session:came-back', event => setState({ notice: { kind: 'came-back', event } }))
  ]

  async function begin(how: SignOutStart): Promise<void> {
    const outcome = await bridge.ask('sign-out:start', how)
    ended(outcome, done => ({ kind: 'done', done }))
  }

  function ended<T extends { readonly id: number | null }>(
    outcome: Outcome<T>,
    noticeOf: (done: T) => ActNotice
  ): void {
    if (!outcome.ok) {
      setState({ progress: null, fault: outcome.fault })
      return
    }
    const undoable = outcome.value.id ?? getState().undoable
    const notice = noticeOf(outcome.value)
    setState({ ask: null, plan: null, fault: null, progress: null, undoable, notice })
  }

  /** True where it may begin; it is under way from then on. */
  function isBegun(spared: number): boolean {
    const { plan, progress } = getState()
    if (plan === null || progress !== null) return false
    setState({ progress: { done: 0, expected: plan.sessions - spared }, fault: null })
    return true
  }

  async function planFor(ask: RowsAsk): Promise<SignOutPlan | null> {
    const outcome = await bridge.ask('sign-out:plan', ask)
    if (outcome.ok) return outcome.value
    setState({ fault: outcome.fault })
    return null
  }

  return {
    ...store,
    /** Opens the dialog; false: this connection is read-only. */
    async open(ask: RowsAsk, act: Act = 'end'): Promise<boolean> {
      if (!isAllowed()) return false
      if (getState().progress !== null) return true
      setState({ ask, act, plan: null, fault: null })
      const plan = await planFor(ask)
      if (getState().ask === ask) setState({ plan })
      return true
    },
    close(): void {
      if (getState().progress === null) setState({ ask: null, plan: null, fault: null })
    },
    async start(how: Omit<SignOutStart, 'plan'>): Promise<void> {
      const { plan } = getState()
      if (plan !== null && isBegun(how.spared.length)) await begin({ ...how, plan: plan.id })
    },
    /** Sets the expiries to an instant of the server's clock. */
    async moveExpiry(to: EpochMs, typed: number | null): Promise<void> {
      const { plan } = getState()
      if (plan === null || !isBegun(0)) return
      const outcome = await bridge.ask('expiry:move', { plan: plan.id, spared: [], typed, to })
      ended(outcome, done => ({ kind: 'moved', done }))
    },
    cancel: () => void bridge.ask('sign-out:cancel', undefined),
    /** Ends one that came back, and for a minute each time it comes back again. */
    async endAgain(key: SessionKey): Promise<void> {
      setState({ notice: null })
      const plan = await planFor(oneSession(key))
      if (plan !== null) await begin({ plan: plan.id, spared: [], typed: plan.sessions, isHeld: true })
    },
    async undo(): Promise<void> {
      const { undoable, isUndoing } = getState()
      if (undoable === null || isUndoing) return
      setState({ isUndoing: true })
      const outcome = await bridge.ask('sign-out:undo', { id: undoable })
      if (!outcome.ok) {
        setState({ isUndoing: false, fault: outcome.fault, notice: undoneWith(outcome.fault) })
        return
      }
      const undone = outcome.value
      setState({
        isUndoing: false,
        undoable: undone.fault === null ? null : undoable,
        notice: { kind: 'undone', undone }
      })
    },
    dismiss: () => setState({ notice: null }),
    stop: () => offs.forEach(off => void off())
  }
}

const everything: RowsAsk['query'] = {
  filter: '',
  facet: 'all',
  user: null,
  sort: 'since',
  descending: true
}

const undoneWith = (fault: Fault): ActNotice => ({
  kind: 'undone',
  undone: { act: 'end', restored: 0, cameBack: 0, signedInAgain: [], fault }
})

/** The running store of sign-outs. */
export type SignOutStore = ReturnType<typeof createSignOutStore>

/** All sessions of one user. */
export function sessionsOfUser(user: string): RowsAsk {
  return { query: { ...everything, user }, keys: null }
}

/** One session. */
export function oneSession(key: SessionKey): RowsAsk {
  return { query: everything, keys: [key] }
}
