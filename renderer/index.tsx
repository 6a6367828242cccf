import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { subscribeToScan } from './store/actions';
import { fetchState, receiveChange } from './store/appState';
import { subscribeToPlaces } from './store/screenPlace';
import { subscribeToFocus, subscribeToJobs, subscribeToMenu } from './store/workActions';
import './styles/tokens.css';
import './styles/base.css';
import './styles/page.css';
import './styles/finding.css';
import './styles/change.css';
import './styles/result.css';
import './styles/settings.css';
import './styles/tank.css';
import './styles/home.css';
import './styles/card.css';

subscribeToPlaces();
subscribeToScan();
subscribeToJobs();
subscribeToFocus();
subscribeToMenu();
window.bridge.onState(receiveChange);
void fetchState();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
