import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconLock, IconServer, IconStarFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { nameOfSaved, type SavedConnection } from '../../../shared/domain/saved-connection'
import { actionsOfSaved } from '../../actions/saved-actions'
import { ActionItems } from '../../parts/ActionItem'
import { useApp, useClock, useStores, useTabs, useUi } from '../../state/context'
import { remarkOf } from './connection-remark'
import classes from './RecentList.module.css'

const none: readonly SavedConnection[] = []

/** Connections that were given a name: the favourites, then the others. One press connects. */
export function SavedList({ isConnect }: { readonly isConnect: boolean }) {
  const saved = useApp(state => state.facts?.saved ?? none)
  const [favourites, others] = [true, false].map(is => saved.filter(one => one.isFavourite === is))
  return (
    <>
      <Section title="Favourites" saved={favourites ?? []} isConnect={isConnect} />
      <Section title="Saved" saved={others ?? []} isConnect={isConnect} />
    </>
  )
}

interface Props {
  readonly title: string
  readonly saved: readonly SavedConnection[]
  readonly isConnect: boolean
}

function Section({ title, saved, isConnect }: Props) {
  if (saved.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className={classes.head}>{title}</h2>
      <ul className={classes.list}>
        {saved.map(one => (
          <Line key={one.id} saved={one} isConnect={isConnect} />
        ))}
      </ul>
    </section>
  )
}

function Line({ saved, isConnect }: { readonly saved: SavedConnection; readonly isConnect: boolean }) {
  const stores = useStores()
  const isChosen = useUi(state => state.chosenSaved === saved.id)
  const openIds = useTabs().map(tab => tab.connectionId)
  const isOpen = openIds.includes(saved.connectionId)
  const isConnecting = useApp(state => state.isConnecting)
  const zone = useClock(clock => clock.zone)
  // What is chosen takes the focus to where it happens; only a menu that is closed gives it back.
  const [isReturning, setReturning] = useState(true)
  const name = nameOfSaved(saved)
  const actions = actionsOfSaved(stores, saved)
  const Icon = saved.isFavourite ? IconStarFilled : IconServer
  return (
    <li className={classes.line} data-chosen={(isConnect && isChosen) || undefined}>
      <button
        type="button"
        className={classes.choose}
        disabled={isConnecting}
        aria-current={isOpen || undefined}
        title={saved.uri}
        onClick={actions.connect.run}
      >
        <Icon
          size={14}
          stroke={1.75}
          className={classes.icon}
          data-star={saved.isFavourite || undefined}
          aria-hidden
        />
        <span className={classes.label}>
          <span className="mark" data-colour={saved.colour} aria-hidden />
          {name}
          {saved.isReadOnly && saved.environment === 'production' && (
            <IconLock size={12} stroke={1.75} className={classes.lock} aria-label="read-only" />
          )}
        </span>
        <span className={classes.remark}>
          {isOpen ? 'open' : remarkOf(wordsOf(saved), saved.usedAt, zone)}
        </span>
      </button>
      <Menu position="bottom-end" width={220} returnFocus={isReturning} onOpen={() => setReturning(true)}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={22}
            className={classes.forget ?? ''}
            aria-label={`More about ${name}`}
          >
            <IconDots size={14} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown onClickCapture={() => setReturning(false)}>
          <ActionItems actions={Object.values(actions)} />
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}

/** What leads where, in a line; a name that is the address itself is not said twice. */
function wordsOf({ name, label, environment, ssh }: SavedConnection): readonly string[] {
  return [
    environment === 'none' ? '' : environment,
    name === '' ? '' : label,
    ssh === null ? '' : `by ${ssh.host}`
  ]
}
