import { type KeyboardEvent, useRef } from 'react'
import { tabLabels } from '../../actions/all-actions'
import { useStores, useUi } from '../../state/context'
import { tabs } from '../../state/ui-store'
import { HealthCount } from '../health/HealthCount'
import classes from './TabBar.module.css'

/** The ways to look at the store. Arrow keys go between them, `mod+1` and on from anywhere. */
export function TabBar() {
  const { ui } = useStores()
  const tab = useUi(state => state.tab)
  const root = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = tabs.at((tabs.indexOf(tab) + step) % tabs.length) ?? tab
    ui.setState({ tab: next })
    root.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }

  return (
    <div ref={root} role="tablist" aria-label="Views" className={classes.root}>
      {tabs.map(name => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={tab === name}
          aria-controls="tab-panel"
          tabIndex={tab === name ? 0 : -1}
          className={classes.tab}
          onClick={() => ui.setState({ tab: name })}
          onKeyDown={onKeyDown}
        >
          {tabLabels[name]}
          {name === 'health' && <HealthCount />}
        </button>
      ))}
    </div>
  )
}
