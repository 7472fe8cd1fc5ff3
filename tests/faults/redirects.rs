//! Redirects are not followed.

use std::net::TcpListener;

use msgraph_identity::{ConnectorAuth, CustomCloud, Graph, NewApiConnector, credential};
use msgraph_identity_tests::loopback::{Loopback, response};

#[tokio::test]
async fn no_redirect_is_followed() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
        elsewhere.set_nonblocking(true).unwrap();
        let location = format!("location: http://{}/\r\n", elsewhere.local_addr().unwrap());
        let server = Loopback::answering(response(&format!("{status} X"), &location, ""));
        let cloud = CustomCloud::parse_allowing_insecure_loopback(server.origin()).unwrap();
        let graph = Graph::builder(credential::static_token("t0k3n"))
            .cloud(cloud)
            .build()
            .unwrap();
        let auth = ConnectorAuth::basic("svc", "hunter2");
        let new = NewApiConnector::new("Vet", "https://api.contoso.com/vet", auth).unwrap();

        let error = graph.v1().api_connectors().create(&new).await.unwrap_err();

        assert!(error.is_redirect(), "{error}");
        assert_eq!(error.status().unwrap(), status);
        assert!(
            error.to_string().contains("redirects are not followed"),
            "{error}"
        );
        let request = server.request();
        assert_eq!(request.method, "POST");
        let user_agent = request.header("user-agent").unwrap();
        assert!(user_agent.starts_with("msgraph-identity/"), "{user_agent}");
        assert!(elsewhere.accept().is_err(), "{status} was followed");
    }
}
