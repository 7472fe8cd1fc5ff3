//! A server in this process that answers every request with the same page. The measured code runs in another process.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::{Value, json};

/// Starts the server. Returns its origin.
pub(crate) fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let body = page().to_string();
        let length = body.len();
        let response = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json;odata.metadata=minimal\r\nrequest-id: 8f0c\r\n\
             date: Fri, 13 Feb 2026 10:17:06 GMT\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        for stream in listener.incoming() {
            let response = response.clone();
            thread::spawn(move || serve(&stream.unwrap(), &response));
        }
    });
    origin
}

fn serve(mut stream: &TcpStream, response: &str) {
    let mut line = String::new();
    let mut reader = BufReader::new(stream);
    while reader.read_line(&mut line).is_ok_and(|length| length > 0) {
        if line == "\r\n" && stream.write_all(response.as_bytes()).is_err() {
            return;
        }
        line.clear();
    }
}

/// 50 connectors with basic authentication, 50 with a certificate.
fn page() -> Value {
    let connectors = (0..100).map(|number| {
        let authentication = if number % 2 == 0 {
            json!({
                "@odata.type": "#microsoft.graph.basicAuthentication",
                "username": format!("svc-{number}"),
                "password": "******",
            })
        } else {
            json!({
                "@odata.type": "#microsoft.graph.clientCertificateAuthentication",
                "certificateList": [{
                    "thumbprint": "0EB255CC895477798BA418B378255204304897AD",
                    "notAfter": 1_830_000_000,
                    "notBefore": 1_800_000_000,
                    "isActive": true,
                }],
            })
        };
        json!({
            "id": format!("be1f769b-9b13-437e-b540-79a905c4{number:04}"),
            "displayName": format!("Check the loyalty of guests, number {number}"),
            "targetUrl": format!("https://contoso.azurewebsites.net/api/check{number}?code=0123456789abcdef"),
            "authenticationConfiguration": authentication,
        })
    });
    json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/apiConnectors",
        "value": connectors.collect::<Vec<_>>(),
    })
}
