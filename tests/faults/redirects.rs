//! Redirects are not followed.

use std::net::TcpListener;

use msgraph_identity_tests::loopback::{Loopback, response};
use msgraph_identity_tests::text::assert_says;

use crate::faults::scripted::new_connector;
use crate::faults::sockets::{builder, connectors};

#[tokio::test]
async fn no_redirect_is_followed() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
        elsewhere.set_nonblocking(true).unwrap();
        let location = format!("location: http://{}/\r\n", elsewhere.local_addr().unwrap());
        let server = Loopback::answering(response(&format!("{status} X"), &location, ""));
        let address = server.origin().trim_start_matches("http://");

        let created = connectors(builder(address)).create(new_connector()).await;
        let error = created.unwrap_err();

        assert!(error.is_redirect(), "{error}");
        assert_eq!(error.status().unwrap(), status);
        assert_says(&error, "redirects are not followed");
        let request = server.request();
        assert_eq!(request.method, "POST");
        let user_agent = request.header("user-agent").unwrap();
        assert!(user_agent.starts_with("msgraph-identity/"), "{user_agent}");
        assert!(elsewhere.accept().is_err(), "{status} was followed");
    }
}
