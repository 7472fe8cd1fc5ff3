//! A connection that can go wrong: its writes are cut or slowed down as a fault says.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use crate::faults::CutPoint;
use crate::request_scope::lock;

/// How an answer goes wrong on its way.
#[derive(Clone, Debug)]
pub(crate) enum WireFault {
    Cut(CutPoint),
    Dribble { bytes: usize, pause: Duration },
}

/// What the router tells the connection that the request came by, before the answer is written.
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
    /// Nothing goes wrong.
    Undisturbed,
    /// A cut is ahead.
    Cutting {
        at: CutPoint,
        body_length: usize,
        head: Vec<u8>,
        written: usize,
    },
    Dribbling {
        bytes: usize,
        pause: Duration,
        timer: Pin<Box<Sleep>>,
    },
    /// The cut was made.
    Ended,
}

impl<S> FaultyStream<S> {
    pub(crate) fn new(inner: S, plan: WirePlan) -> Self {
        Self {
            inner,
            plan,
            progress: Progress::Undisturbed,
        }
    }

    fn follow_plan(&mut self) {
        let Some(Planned { fault, body_length }) = self.plan.take() else {
            return;
        };
        self.progress = match fault {
            WireFault::Cut(at) => Progress::Cutting {
                at,
                body_length,
                head: Vec::new(),
                written: 0,
            },
            WireFault::Dribble { bytes, pause } => Progress::Dribbling {
                bytes,
                pause,
                timer: Box::pin(tokio::time::sleep(Duration::ZERO)),
            },
        };
    }
}

/// The bytes of a status line in front of a cut in the head: `HTTP/1.1 2`.
const PART_OF_HEAD: usize = 10;

/// How many bytes of the answer may pass, as far as it is known from the bytes of its head.
fn limit(at: CutPoint, body_length: usize, head: &[u8]) -> Option<usize> {
    let head_length = head
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .map(|end| end + 4);
    match at {
        CutPoint::BeforeHead => Some(0),
        CutPoint::InHead => Some(PART_OF_HEAD),
        CutPoint::AfterHead => head_length,
        CutPoint::InBody => head_length.map(|length| length + body_length / 2),
        CutPoint::AfterBody => head_length.map(|length| length + body_length),
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for FaultyStream<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.follow_plan();
        let inner = Pin::new(&mut this.inner);
        match &mut this.progress {
            Progress::Undisturbed => inner.poll_write(context, bytes),
            Progress::Ended => Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())),
            Progress::Dribbling {
                bytes: at_a_time,
                pause,
                timer,
            } => {
                ready!(timer.as_mut().poll(context));
                let piece = bytes.get(..*at_a_time).unwrap_or(bytes);
                let written = ready!(inner.poll_write(context, piece))?;
                timer.as_mut().reset(tokio::time::Instant::now() + *pause);
                Poll::Ready(Ok(written))
            }
            Progress::Cutting {
                at,
                body_length,
                head,
                written,
            } => {
                let known = head.len();
                head.extend_from_slice(bytes);
                let allowed = match limit(*at, *body_length, head) {
                    Some(limit) => limit.saturating_sub(*written).min(bytes.len()),
                    None => bytes.len(),
                };
                if allowed == 0 {
                    ready!(inner.poll_flush(context))?;
                    this.progress = Progress::Ended;
                    return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
                }
                let passed = match inner.poll_write(context, bytes.get(..allowed).unwrap_or(bytes))
                {
                    Poll::Ready(Ok(passed)) => passed,
                    // The same bytes will come again.
                    other => {
                        head.truncate(known);
                        return other;
                    }
                };
                head.truncate(known + passed);
                *written += passed;
                if limit(*at, *body_length, head) == Some(*written) && *at == CutPoint::AfterBody {
                    this.progress = Progress::Ended;
                }
                Poll::Ready(Ok(passed))
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
            // As if the client had gone: the connection ends.
            Progress::Ended => Poll::Ready(Ok(())),
            _ => Pin::new(&mut this.inner).poll_read(context, buffer),
        }
    }
}
