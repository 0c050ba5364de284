import '@fontsource-variable/jetbrains-mono/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './theme/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { pageBridge } from './bridge'
import { pageTime } from './state/clock'
import { createStores } from './state/stores'

const element = document.getElementById('root')
if (element === null) throw new Error('index.html has no #root')
const root = createRoot(element)

const stores = createStores(pageBridge(), pageTime, window.localStorage, Date.now())

/** Main puts it in: without it the browser would refuse the styles Mantine writes into the page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

function draw(): void {
  root.render(
    <StrictMode>
      <App stores={stores} nonce={nonce} />
    </StrictMode>
  )
}

// Until main has answered there is nothing to draw that would stay: what index.html shows is left standing.
stores.app.read().then(draw, draw)
