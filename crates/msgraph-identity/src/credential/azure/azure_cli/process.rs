//! Runs the program, and stops it if it takes too long.

use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::pin::pin;
use std::process::{Output, Stdio};
use std::task::Poll;
use std::time::Duration;

use futures_util::try_join;
use msgraph_identity_core::{AuthenticationError, Clock};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;

/// As long as the other Azure SDKs wait.
const TIMEOUT: Duration = Duration::from_secs(13);
/// Tokens take some kilobytes.
const MAX_BYTES: u64 = 1 << 20;

pub(super) async fn run(
    mut command: Command,
    clock: &dyn Clock,
) -> Result<Output, AuthenticationError> {
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn();
    let mut child = child.map_err(|error| {
        let text = if error.kind() == ErrorKind::NotFound {
            "az not found on PATH; install the Azure CLI, or use another credential"
        } else {
            "az cannot be started"
        };
        AuthenticationError::new(text).with_source(error)
    })?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let mut output = pin!(async {
        let (status, stdout, stderr) = try_join!(child.wait(), read(stdout), read(stderr))?;
        Ok::<_, io::Error>(Output {
            status,
            stdout,
            stderr,
        })
    });
    let mut end = clock.sleep(TIMEOUT);
    // If the time is up, or there is too much output, the child is dropped and so killed.
    let output = poll_fn(|context| match output.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => end.as_mut().poll(context).map(|()| None),
    });
    match output.await {
        Some(Ok(output)) => Ok(output),
        Some(Err(error)) => {
            let text = format!("the output of az cannot be read: {error}");
            Err(AuthenticationError::new(text).with_source(error))
        }
        None => {
            let text = format!(
                "az account get-access-token took longer than {} s and was stopped; run it by hand to see what it waits for",
                TIMEOUT.as_secs()
            );
            Err(AuthenticationError::new(text).transient())
        }
    }
}

async fn read(pipe: Option<impl AsyncRead + Unpin>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        pipe.take(MAX_BYTES + 1).read_to_end(&mut bytes).await?;
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other("it is longer than 1 MiB"));
    }
    Ok(bytes)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::sync::Mutex;
    use std::time::{Instant, SystemTime};

    use msgraph_identity_core::{SleepFuture, SystemClock};
    use tokio::task::yield_now;

    use super::*;

    /// A clock on which a wait ends as soon as this file has a line.
    struct UntilWritten {
        file: PathBuf,
        waits: Mutex<Vec<Duration>>,
    }

    impl Clock for UntilWritten {
        fn now(&self) -> Instant {
            Instant::now()
        }

        fn system_time(&self) -> SystemTime {
            SystemTime::now()
        }

        fn sleep(&self, duration: Duration) -> SleepFuture {
            self.waits.lock().unwrap().push(duration);
            let file = self.file.clone();
            Box::pin(async move {
                while !fs::read_to_string(&file).is_ok_and(|text| text.ends_with('\n')) {
                    yield_now().await;
                }
            })
        }
    }

    fn shell(script: &str) -> Command {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        command
    }

    /// Whether a process is there, and has not ended.
    fn is_running(pid: &str) -> bool {
        let status = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let state = status.rsplit(") ").next().unwrap_or_default();
        !state.is_empty() && !state.starts_with('Z')
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_killed_after_13_seconds() {
        let folder = tempfile::tempdir().unwrap();
        let clock = UntilWritten {
            file: folder.path().join("pid"),
            waits: Mutex::default(),
        };
        let script = format!("echo $$ > {}; exec sleep 1000", clock.file.display());
        let error = run(shell(&script), &clock).await.unwrap_err();
        assert!(error.is_transient(), "{error}");
        assert!(error.to_string().contains("longer than 13 s"), "{error}");
        assert_eq!(*clock.waits.lock().unwrap(), [Duration::from_secs(13)]);
        let pid = fs::read_to_string(&clock.file).unwrap();
        while is_running(pid.trim()) {
            yield_now().await;
        }
    }

    #[tokio::test]
    async fn output_without_end_is_not_read() {
        for script in ["exec yes", "exec yes >&2"] {
            let error = run(shell(script), &SystemClock).await.unwrap_err();
            assert!(!error.is_transient(), "{error}");
            assert!(error.to_string().contains("longer than 1 MiB"), "{error}");
        }
    }
}
