import '@fontsource-variable/jetbrains-mono/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './theme/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { pageBridge } from './bridge'
import { pageTime } from './state/clock'
import { bridgeOf, createDesk } from './state/desk'
import { createStores } from './state/stores'

const element = document.getElementById('root')
if (element === null) throw new Error('index.html has no #root')
const root = createRoot(element)

const page = pageBridge()
const desk = createDesk(page, (tab, of) =>
  createStores({
    bridge: bridgeOf(page, tab),
    time: pageTime,
    storage: window.localStorage,
    startAt: Date.now(),
    tab,
    desk: of
  })
)

/** Main puts it in: without it the browser would refuse the styles Mantine writes into the page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

function draw(): void {
  root.render(
    <StrictMode>
      <App desk={desk} nonce={nonce} />
    </StrictMode>
  )
}

// Until main has answered there is nothing to draw that would stay: what index.html shows is left standing.
desk.read().then(draw, draw)
