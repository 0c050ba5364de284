import { Button, Kbd, Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconSearch, IconWorld } from '@tabler/icons-react'
import { nameOfSaved } from '../../../shared/domain/saved-connection'
import { usePatience } from '../../parts/use-patience'
import {
  useApp,
  useConnection,
  useFeed,
  useIsLost,
  useOpenSaved,
  usePause,
  useStoreFacts,
  useStores,
  useView
} from '../../state/context'
import { AlertsButton } from '../alerts/AlertsButton'
import { LockMenu } from '../sign-out/LockMenu'
import { FeedChipMenu } from './FeedChipMenu'
import classes from './StoreHeader.module.css'

/** Narrower than this the buttons keep their icons and lose their words. */
const WORDS_FROM_PX = 880

/** Which store this is, how it is being read, and the two acts that are always at hand. */
export function StoreHeader() {
  const { commands } = useStores()
  const { ref, width } = useElementSize()
  const openingNs = useApp(state => state.openingNs)
  const store = useStoreFacts()
  const connection = useConnection()
  const isDemo = useApp(
    state => state.facts?.demo.kind === 'running' && state.facts.connection?.isDemo === true
  )
  const platform = useApp(state => state.facts?.platform ?? '')
  const ns = openingNs ?? store?.ns ?? null
  const isWordy = width === 0 || width >= WORDS_FROM_PX
  const dot = ns?.indexOf('.') ?? -1
  const saved = useOpenSaved()
  const label = saved !== null ? nameOfSaved(saved) : connection?.isDemo ? 'Demo' : connection?.label
  return (
    <section aria-label="Store" className={classes.root} ref={ref}>
      <h1 className={classes.ns} title={ns ?? undefined}>
        {ns !== null && <span className={classes.database}>{ns.slice(0, dot + 1)}</span>}
        {ns === null ? label : ns.slice(dot + 1)}
      </h1>
      {ns !== null && isWordy && (
        <span className={classes.label}>
          {saved !== null && <span className="mark" data-colour={saved.colour} aria-hidden />}
          {label}
        </span>
      )}
      {store !== null && <FeedChipMenu />}
      {store !== null && <CancelReading />}
      {connection !== null && <LockMenu isWordy={isWordy} />}
      <span className={classes.gap} />
      {isDemo && (
        <Tooltip label="Open the demo shop in your browser: sign in, and see yourself appear">
          <Button
            variant="default"
            aria-label="Open the shop"
            leftSection={isWordy && <IconWorld size={14} stroke={1.75} />}
            onClick={() => void commands.browseDemo()}
          >
            {isWordy ? 'Open the shop' : <IconWorld size={14} stroke={1.75} />}
          </Button>
        </Tooltip>
      )}
      {store !== null && <AlertsButton />}
      {store !== null && <HoldButton />}
      <Button
        variant="default"
        className={classes.quiet ?? ''}
        leftSection={isWordy && <IconSearch size={14} stroke={1.75} />}
        rightSection={<Kbd>{platform === 'darwin' ? '⌘ K' : 'Ctrl K'}</Kbd>}
        onClick={() => spotlight.open()}
      >
        Go to…
      </Button>
    </section>
  )
}

/** Rows appear as they are read; a large store takes its time, and may not be worth it. */
function CancelReading() {
  const { commands } = useStores()
  const isReading = useFeed().kind === 'reading'
  // Before the first row, the progress over the empty grid has its own.
  const hasRows = useView(state => (state.view?.matching ?? 0) > 0)
  return isReading && hasRows ? <PatientCancel onCancel={() => void commands.closeStore()} /> : null
}

function PatientCancel({ onCancel }: { readonly onCancel: () => void }) {
  if (!usePatience()) return null
  return (
    <Button variant="default" aria-label="Cancel reading" onClick={onCancel}>
      Cancel
    </Button>
  )
}

/** Pause or resume while the feed runs; try again while it does not. */
function HoldButton() {
  const { commands } = useStores()
  const isPaused = usePause() !== null
  const isLost = useIsLost()
  if (isLost) {
    return (
      <Button
        variant="default"
        leftSection={<IconRefresh size={14} stroke={1.75} />}
        onClick={() => void commands.tryNow()}
      >
        Try now
      </Button>
    )
  }
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause
  return (
    <Button
      variant={isPaused ? 'filled' : 'default'}
      leftSection={<Icon size={14} stroke={1.75} />}
      rightSection={<Kbd className={isPaused ? (classes.onFill ?? '') : ''}>P</Kbd>}
      onClick={() => void commands.togglePause()}
    >
      {isPaused ? 'Resume' : 'Pause'}
    </Button>
  )
}
