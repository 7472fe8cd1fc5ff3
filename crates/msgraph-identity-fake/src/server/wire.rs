//! A connection whose writes can be cut or slowed down.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use crate::fake_response::{CutPoint, WireFault};
use crate::lock::lock;

/// The fault that the router plans for the connection of a request, before the response is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct WirePlan(Arc<Mutex<Option<Planned>>>);

#[derive(Clone, Debug)]
struct Planned {
    fault: WireFault,
    body_length: usize,
}

impl WirePlan {
    pub(crate) fn set(&self, fault: WireFault, body_length: usize) {
        *lock(&self.0) = Some(Planned { fault, body_length });
    }

    fn take(&self) -> Option<Planned> {
        lock(&self.0).take()
    }
}

pub(crate) struct FaultyStream<S> {
    inner: S,
    plan: WirePlan,
    progress: Progress,
}

enum Progress {
    /// No fault.
    Undisturbed,
    Disturbed(Disturbance),
    /// The connection was cut.
    Ended,
}

/// A fault, and how much of its response has been written.
struct Disturbance {
    planned: Planned,
    /// The bytes of the head so far, until its end is found.
    head: Vec<u8>,
    head_length: Option<usize>,
    written: usize,
    /// When the next piece may be written.
    pause: Pin<Box<Sleep>>,
}

impl<S> FaultyStream<S> {
    pub(crate) fn new(inner: S, plan: WirePlan) -> Self {
        Self {
            inner,
            plan,
            progress: Progress::Undisturbed,
        }
    }
}

impl Disturbance {
    fn new(planned: Planned) -> Self {
        Self {
            planned,
            head: Vec::new(),
            head_length: None,
            written: 0,
            pause: Box::pin(tokio::time::sleep(Duration::ZERO)),
        }
    }

    /// How many of these bytes may be written before a cut.
    fn allowed(&self, at: CutPoint, bytes: &[u8]) -> usize {
        let head_length = || {
            let known = self.head_length;
            known.or_else(|| end_of_head(&[&self.head, bytes].concat()))
        };
        let body_length = self.planned.body_length;
        let limit = match at {
            CutPoint::BeforeHead => Some(0),
            CutPoint::InHead => Some(PART_OF_HEAD),
            CutPoint::AfterHead => head_length(),
            CutPoint::InBody => head_length().map(|length| length + body_length / 2),
            CutPoint::AfterBody => head_length().map(|length| length + body_length),
        };
        limit.map_or(bytes.len(), |limit| {
            limit.saturating_sub(self.written).min(bytes.len())
        })
    }

    fn advance(&mut self, written: &[u8]) {
        if self.head_length.is_none() {
            self.head.extend_from_slice(written);
            self.head_length = end_of_head(&self.head);
        }
        self.written += written.len();
    }

    /// Whether the whole response has been written.
    fn is_over(&self) -> bool {
        let body_length = self.planned.body_length;
        self.head_length
            .is_some_and(|length| self.written >= length + body_length)
    }
}

/// How many bytes of a head are written before a cut in it: `HTTP/1.1 2`.
const PART_OF_HEAD: usize = 10;

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .map(|end| end + 4)
}

impl<S: AsyncWrite + Unpin> AsyncWrite for FaultyStream<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Some(planned) = this.plan.take() {
            this.progress = Progress::Disturbed(Disturbance::new(planned));
        }
        let mut inner = Pin::new(&mut this.inner);
        let disturbance = match &mut this.progress {
            Progress::Undisturbed => return inner.poll_write(context, bytes),
            Progress::Ended => return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())),
            Progress::Disturbed(disturbance) => disturbance,
        };
        match disturbance.planned.fault {
            WireFault::Cut(at) => {
                let allowed = bytes.get(..disturbance.allowed(at, bytes)).unwrap_or(bytes);
                if allowed.is_empty() {
                    ready!(inner.as_mut().poll_flush(context))?;
                    this.progress = Progress::Ended;
                    return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
                }
                let written = ready!(inner.poll_write(context, allowed))?;
                disturbance.advance(allowed.get(..written).unwrap_or(allowed));
                if at == CutPoint::AfterBody && disturbance.is_over() {
                    this.progress = Progress::Ended;
                }
                Poll::Ready(Ok(written))
            }
            WireFault::Dribble { bytes: size, pause } => {
                ready!(disturbance.pause.as_mut().poll(context));
                let piece = bytes.get(..size).unwrap_or(bytes);
                let written = ready!(inner.poll_write(context, piece))?;
                disturbance.advance(piece.get(..written).unwrap_or(piece));
                if disturbance.is_over() {
                    this.progress = Progress::Undisturbed;
                } else {
                    disturbance.pause = Box::pin(tokio::time::sleep(pause));
                }
                Poll::Ready(Ok(written))
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(context)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for FaultyStream<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        match this.progress {
            // Ends the connection as if the client had closed it.
            Progress::Ended => Poll::Ready(Ok(())),
            _ => Pin::new(&mut this.inner).poll_read(context, buffer),
        }
    }
}
