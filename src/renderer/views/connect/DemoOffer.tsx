import { Button, Checkbox } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { useState } from 'react'
import type { DemoState } from '../../../shared/domain/connection'
import { assertNever } from '../../../shared/fault'
import { faultText } from '../../format/fault-text'
import { useApp, useStores } from '../../state/context'
import classes from './DemoOffer.module.css'

const off: DemoState = { kind: 'off' }

/** The way in without a server. */
export function DemoOffer() {
  const { commands } = useStores()
  const demo = useApp(state => state.facts?.demo ?? off)
  const isConnecting = useApp(state => state.isConnecting)
  const [isVulnerable, setVulnerable] = useState(false)
  const isUp = demo.kind === 'running' || demo.kind === 'starting'
  return (
    <section className={classes.root} aria-label="Demo">
      <div className={classes.words}>
        <h2 className={classes.title}>No server at hand?</h2>
        <p className={classes.text} role="status">
          {textOf(demo)}
        </p>
        <Checkbox
          className={classes.choice ?? ''}
          size="xs"
          checked={demo.kind === 'running' ? demo.isLoginVulnerable : isVulnerable}
          disabled={isUp || isConnecting}
          onChange={event => setVulnerable(event.currentTarget.checked)}
          label="Vulnerable login: signing in keeps the session id, for Store health to find"
        />
      </div>
      <Button
        variant="default"
        leftSection={<IconFlask size={14} stroke={1.75} />}
        loading={demo.kind === 'starting'}
        loaderProps={{ size: 14 }}
        disabled={isConnecting}
        onClick={() => void commands.startDemo(isVulnerable)}
      >
        {demo.kind === 'running' ? 'Open the demo' : 'Start the demo'}
      </Button>
    </section>
  )
}

function textOf(demo: DemoState): string {
  switch (demo.kind) {
    case 'off':
      return 'A small shop with invented shoppers who come and go, on this computer only.'
    case 'starting':
      return demo.step
    case 'running':
      return `The demo shop runs at ${demo.shopUrl}`
    case 'failed':
      return faultText(demo.fault)
    default:
      return assertNever(demo)
  }
}
