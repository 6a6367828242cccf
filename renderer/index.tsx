import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { subscribeToScan } from './store/actions';
import { fetchState } from './store/appState';
import { subscribeToMain } from './store/practice';
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
import './styles/practice.css';

subscribeToPlaces();
subscribeToScan();
subscribeToJobs();
subscribeToFocus();
subscribeToMenu();
subscribeToMain(window.bridge);
void fetchState();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
