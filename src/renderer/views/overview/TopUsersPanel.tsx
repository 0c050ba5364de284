import type { OverviewWindow, TopUser } from '../../../shared/domain/overview'
import { countOf, formatCount } from '../../../shared/words/numbers'
import { useNameOf, useStores } from '../../state/context'
import { showSessions } from '../users/show-sessions'
import { Panel } from './Panel'
import classes from './TopUsersPanel.module.css'

/** Who has most sessions open, and how much was written for them. */
export function TopUsersPanel({ view }: { readonly view: OverviewWindow }) {
  const { ui } = useStores()
  const users = view.survey?.topUsers ?? []
  const all = view.totals.users
  return (
    <Panel
      title="Top users"
      note="by sessions open now"
      nothing={nothingText(view)}
      table={null}
      chart={<UserTable users={users} />}
      foot={
        <button type="button" className={classes.all} onClick={() => ui.setState({ tab: 'users' })}>
          {all === 0 ? 'To the users' : all === 1 ? 'The one user' : `All ${countOf(all, 'user')}`}
        </button>
      }
    />
  )
}

function nothingText({ isHeld, survey }: OverviewWindow): string | null {
  if (!isHeld) return 'The users of a large store are counted by the database, on the Users tab.'
  if (survey === null) return 'Looking at all sessions.'
  return survey.topUsers.length === 0 ? 'Nobody who is signed in is named.' : null
}

function UserTable({ users }: { readonly users: readonly TopUser[] }) {
  const { ui } = useStores()
  const most = users[0]?.sessions ?? 1
  return (
    <table className={classes.table} aria-label="Top users">
      <colgroup>
        <col className={classes.userColumn} />
        <col className={classes.sessionsColumn} />
        <col />
        <col className={classes.writesColumn} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col" colSpan={2}>
            Sessions
          </th>
          <th scope="col">Writes, last hour</th>
        </tr>
      </thead>
      <tbody>
        {users.map(({ user, sessions, writes }) => (
          <tr key={user}>
            <th scope="row">
              <button type="button" className={classes.user} onClick={() => showSessions(ui, user)}>
                <UserName user={user} />
              </button>
            </th>
            <td className={classes.sessions}>{formatCount(sessions)}</td>
            <td aria-hidden>
              <span className={classes.bar} style={{ width: `${(sessions / most) * 100}%` }} />
            </td>
            <td className={classes.writes}>{formatCount(writes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The joined name, or the key itself. */
function UserName({ user }: { readonly user: string }) {
  return <bdi title={user}>{useNameOf(user) ?? user}</bdi>
}
