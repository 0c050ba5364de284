import { type Limit, type LimitedRule, MOST_MINUTES } from '../../../shared/domain/watched'
import { countedWords, watchWords } from '../../../shared/words/watch-words'
import { WholeNumber } from '../../parts/WholeNumber'
import classes from './WatchRules.module.css'

interface Props {
  readonly rule: LimitedRule
  readonly limit: Limit
  readonly isOff: boolean
  readonly onChange: (part: Partial<Limit>) => void
}

/** `20 sign-ins within 5 minutes`, both numbers fields. */
export function LimitFields({ rule, limit, isOff, onChange }: Props) {
  const { count, minutes } = limit
  const name = watchWords[rule]
  return (
    <span className={classes.limit}>
      <WholeNumber
        label={`${name}: how many`}
        value={count}
        range={[2, 100_000]}
        isOff={isOff}
        onChange={next => onChange({ count: next })}
      />
      {countedWords[rule]} within
      <WholeNumber
        label={`${name}: within how many minutes`}
        value={minutes}
        range={[1, MOST_MINUTES]}
        isOff={isOff}
        onChange={next => onChange({ minutes: next })}
      />
      {minutes === 1 ? 'minute' : 'minutes'}
    </span>
  )
}
