import type { OverviewWindow } from '../../../shared/domain/overview'
import { useClock, useStores } from '../../state/context'
import { DrainView } from './DrainView'
import { restartAnswer } from './overview-text'
import classes from './RestartQuestion.module.css'

/** "Can I restart now?": who is active, and a countdown of those who are. */
export function RestartQuestion({ view }: { readonly view: OverviewWindow }) {
  const { overview } = useStores()
  const now = useClock(clock => clock.now)
  const { survey, isHeld } = view
  const told = survey && restartAnswer(survey.active, now)
  const drain = survey?.drain ?? null
  return (
    <section className={classes.root} aria-label="Can I restart now?">
      <div className={classes.line}>
        <h2 className={classes.question}>Can I restart now?</h2>
        <span className={classes.answer} data-quiet={told?.isQuiet || undefined}>
          {told?.answer ?? (isHeld ? 'Looking at all sessions' : 'Not known for a large store')}
        </span>
        <span className={classes.detail}>
          {told?.detail ??
            (isHeld ? '' : 'its sessions are not held here: see “last seen” on the Sessions tab')}
        </span>
        {isHeld && (
          <button
            type="button"
            className={classes.act}
            aria-pressed={drain !== null}
            onClick={() => void overview.drain(drain === null)}
          >
            {drain === null ? 'Count them down' : 'Stop counting down'}
          </button>
        )}
      </div>
      {drain !== null && <DrainView drain={drain} />}
    </section>
  )
}
