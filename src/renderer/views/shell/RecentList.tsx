import { ActionIcon } from '@mantine/core'
import { IconHistory, IconX } from '@tabler/icons-react'
import type { RecentConnection } from '../../../shared/domain/connection'
import { chooseRecent } from '../../actions/connection-actions'
import { useApp, useClock, useStores, useTabs, useUi } from '../../state/context'
import { remarkOf } from './connection-remark'
import classes from './RecentList.module.css'

const none: readonly RecentConnection[] = []

/** Connections used before. Choosing one fills in its string; the password was not kept. */
export function RecentList({ isConnect }: { readonly isConnect: boolean }) {
  const stores = useStores()
  const { commands } = stores
  const recent = useApp(state => state.facts?.recent ?? none)
  const chosen = useUi(state => state.chosenRecent)
  const zone = useClock(clock => clock.zone)
  const openIds = useTabs().map(tab => tab.connectionId)
  if (recent.length === 0) return null
  return (
    <section aria-label="Recent connections">
      <h2 className={classes.head}>Recent</h2>
      <ul className={classes.list}>
        {recent.map(one => (
          <li
            key={one.id}
            className={classes.line}
            data-open={openIds.includes(one.id) || undefined}
            data-chosen={(isConnect && chosen === one.id) || undefined}
          >
            <button
              type="button"
              className={classes.choose}
              onClick={() => void chooseRecent(stores, one.id)}
              title={one.uri}
            >
              <IconHistory size={14} stroke={1.75} className={classes.icon} aria-hidden />
              <span className={classes.label}>{one.label}</span>
              <span className={classes.remark}>
                {openIds.includes(one.id)
                  ? 'open'
                  : remarkOf([one.ssh ? `by ${one.ssh.host}` : '', one.remark], one.usedAt, zone)}
              </span>
            </button>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={22}
              className={classes.forget ?? ''}
              aria-label={`Forget ${one.label}`}
              onClick={() => void commands.forget(one.id)}
            >
              <IconX size={13} stroke={1.75} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  )
}
