import { Button } from '@mantine/core'
import type { WhyAnswer as Answer, WhyFinding } from '../../../shared/domain/why'
import { answerText, findingText, subjectText } from '../../../shared/words/why-words'
import { formatClockTime } from '../../format/clock-time'
import { visibleText } from '../../format/visible'
import { useClock, useStores } from '../../state/context'
import { showSessions } from '../users/show-sessions'
import classes from './WhyAnswer.module.css'

/** An answer, what it is based on, and the way to what it is about. */
export function WhyAnswer({ answer, onDone }: { readonly answer: Answer; readonly onDone: () => void }) {
  const { ui, clock, commands } = useStores()
  const { findings, at, key, user } = answer
  const [first, ...evidence] = findings
  const subject = subjectText(answer)

  function onShow(): void {
    ui.setState({ tab: 'sessions', selectedKey: key, isDrawerOpen: true })
    onDone()
  }

  function onShowUser(): void {
    if (user !== null) showSessions(ui, user)
    onDone()
  }

  const onCopy = () => commands.copy(answerText(answer, one => formatClockTime(one, clock.getState())))

  return (
    <section aria-label="Answer" className={classes.root}>
      {first && (
        <p className={classes.answer}>
          <Sentence finding={first} at={at} />
        </p>
      )}
      {evidence.length > 0 && (
        <ul className={classes.evidence}>
          {evidence.map((finding, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
            <li key={index}>
              <Sentence finding={finding} at={at} />
            </li>
          ))}
        </ul>
      )}
      <div className={classes.foot}>
        <span className={classes.subject}>
          {subject === null ? answer.ns : `${visibleText(subject)} · ${answer.ns}`}
        </span>
        {key !== null && (
          <Button variant="default" onClick={onShow}>
            Show the session
          </Button>
        )}
        {key === null && user !== null && (
          <Button variant="default" onClick={onShowUser}>
            Show this user’s sessions
          </Button>
        )}
        <Button variant="default" onClick={() => void onCopy()}>
          Copy answer
        </Button>
      </div>
    </section>
  )
}

function Sentence({ finding, at }: { readonly finding: WhyFinding; readonly at: number }) {
  return useClock(clock => visibleText(findingText(finding, at, one => formatClockTime(one, clock))))
}
