import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { ask, take } from './state/app';
import { follow } from './state/deeds';
import { useUi } from './state/ui';
import { followWanted, followWork } from './state/work';
import './styles/tokens.css';
import './styles/base.css';
import './styles/page.css';
import './styles/finding.css';
import './styles/change.css';
import './styles/result.css';
import './styles/settings.css';
import './styles/tank.css';
import './styles/home.css';

follow();
followWork();
followWanted();
window.bridge.onState(take);
ask(window.bridge).catch(() => useUi.setState({ problem: 'getState' }));

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
