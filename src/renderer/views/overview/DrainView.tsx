import type { Drain, DrainPerson } from '../../../shared/domain/overview'
import { countOf, formatCount } from '../../../shared/words/numbers'
import { formatAgo } from '../../format/ago'
import { formatCountdown } from '../../format/countdown'
import { useClock, useStores } from '../../state/context'
import classes from './DrainView.module.css'
import { drainText } from './overview-text'

/** What has become of those who were active when the countdown began. */
export function DrainView({ drain }: { readonly drain: Drain }) {
  const now = useClock(clock => clock.now)
  const zone = useClock(clock => clock.zone)
  const { quietAt, lastExpiryAt, stillThere, newcomers, people, stillActive } = drain
  return (
    <div className={classes.root}>
      <p className={classes.progress}>
        <strong>{drainText(drain, { now, zone })}</strong>
        <progress
          className={classes.bar}
          aria-label="Of those who were active, silent or gone"
          max={Math.max(1, drain.of)}
          value={drain.of - stillActive}
        />
      </p>
      <dl className={classes.facts}>
        <Fact name="Quiet in" text={quietAt === null ? 'quiet' : formatCountdown(quietAt - now)} />
        <Fact
          name="Last one expires in"
          text={lastExpiryAt === null ? 'never' : formatCountdown(lastExpiryAt - now)}
        />
        <Fact name="Neither signed out nor expired" text={countOf(stillThere, 'session')} />
        <Fact name="Active now, not then" text={formatCount(newcomers)} />
      </dl>
      {people.length > 0 && (
        <ul className={classes.people} aria-label="Still active">
          {people.map(person => (
            <Person key={person.key} person={person} now={now} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}

function Person({ person, now }: { readonly person: DrainPerson; readonly now: number }) {
  const { ui } = useStores()
  return (
    <li>
      <button
        type="button"
        className={classes.person}
        onClick={() => ui.setState({ selectedKey: person.key, isDrawerOpen: true })}
      >
        <bdi>{person.user ?? 'guest'}</bdi>
      </button>{' '}
      <span>seen {formatAgo(now - person.lastSeenAt)}</span>
    </li>
  )
}
