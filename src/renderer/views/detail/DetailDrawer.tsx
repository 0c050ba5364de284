import { useEffect } from 'react'
import type { SessionKey } from '../../../shared/domain/session'
import { useUi } from '../../state/context'
import { CookieList } from './CookieList'
import { DetailClocks } from './DetailClocks'
import classes from './DetailDrawer.module.css'
import { DetailHead } from './DetailHead'
import { DocumentTree } from './DocumentTree'
import { OtherSessions } from './OtherSessions'
import { UserPulse } from './UserPulse'
import { useDetail } from './use-detail'
import { useHistory } from './use-history'
import { WhatChanged } from './WhatChanged'

/** The selected session in full. It stays open when the session has gone, and says so. */
export function DetailDrawer() {
  const key = useUi(state => state.selectedKey)
  useEffect(
    () => () => {
      // The focus was in what has closed: give it to the grid, so that the keys go on working.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body)
          document.querySelector<HTMLElement>('[data-grid]')?.focus({ preventScroll: true })
      })
    },
    []
  )
  return key === null ? null : <Detail key={key} sessionKey={key} />
}

function Detail({ sessionKey }: { readonly sessionKey: SessionKey }) {
  const { row, detail, fault, reveal } = useDetail(sessionKey)
  const history = useHistory(sessionKey)
  return (
    <div className={classes.root}>
      <DetailHead sessionKey={sessionKey} row={row} fault={fault} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard, and of an ended session nothing in it is */}
      <section className={classes.scroll} tabIndex={0} aria-label="What is known of the session">
        {row !== null && <DetailClocks row={row} detail={detail} />}
        {row?.user != null && <UserPulse row={row} user={row.user} />}
        {row?.user != null && <OtherSessions row={row} user={row.user} />}
        {detail !== null && <CookieList detail={detail} />}
        {detail !== null && <DocumentTree detail={detail} history={history} onReveal={reveal} />}
        {history !== null && <WhatChanged history={history} />}
        {detail === null && fault !== null && (
          <p className={classes.fault} role="status">
            {fault.message} {fault.hint}
          </p>
        )}
      </section>
    </div>
  )
}
