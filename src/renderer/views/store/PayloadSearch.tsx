import { Button } from '@mantine/core'
import type { PayloadReading } from '../../../shared/domain/view'
import { formatCount } from '../../../shared/words/numbers'
import { usePatience } from '../../parts/use-patience'
import { useStores } from '../../state/context'
import classes from './PayloadSearch.module.css'

/** How far looking into the payloads for a filter is, with the way to end it; and why it ended early. */
export function PayloadSearch({ reading }: { readonly reading: PayloadReading | null }) {
  if (reading === null) return null
  return reading.trouble === null ? <Progress reading={reading} /> : <Note text={reading.trouble} />
}

function Progress({ reading }: { readonly reading: PayloadReading }) {
  const { commands } = useStores()
  if (!usePatience()) return null
  return (
    <>
      <Note text={`Looked into ${formatCount(reading.done)} of about ${formatCount(reading.expected)}`} />
      <Button variant="default" size="compact-xs" flex="none" onClick={() => void commands.cancelSearch()}>
        Cancel
      </Button>
    </>
  )
}

function Note({ text }: { readonly text: string }) {
  return (
    <span role="status" className={classes.note} title={text}>
      {text}
    </span>
  )
}
